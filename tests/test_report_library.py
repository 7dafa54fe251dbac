"""The data of the report: what a lawyer may get wrong in it is named with its place."""

from __future__ import annotations

import pytest
from procedure_cases import PROCEDURE

from pipeline.library import library_folder
from pipeline.library.faults import Fault
from pipeline.library.procedure.report import read
from pipeline.library.view import View
from pipeline.yaml_nodes import parse, plain

TEXT = (library_folder() / "procedure" / "report.yaml").read_text("utf-8")


def faults(text: str) -> list[str]:
    found: list[Fault] = []
    view = View("procedure/report.yaml", plain(parse(text)), found)
    read(view, PROCEDURE.laws)
    view.close()
    return [f"{fault.key}: {fault.what}" for fault in found]


def test_the_file_itself_has_no_fault():
    assert faults(TEXT) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("from: 2023-01-01\n    until:\n", "from: 2023-01-02\n    until:\n", "regimes: 절차가 시행된 날이 이어지지 않습니다"),
        ("until: 2022-12-31\n", "until:\n", "regimes: 절차가 시행된 날이 이어지지 않습니다"),
        ("causes: [new-contract], importance: 중요", "causes: [new], importance: 중요", "없는 사유입니다('new')"),
        ("causes: [new-contract]\n", "causes: [new]\n", "later_start.causes[1]: 없는 사유입니다('new')"),
        ("unit: months, count: 3", "unit: months", "rules[1].count: 'count'"),
        ("unit: months", "unit: years", "쓸 수 없는 값입니다('years')"),
        ("day: contract.date", "day: contract.start", "쓸 수 없는 값입니다('contract.start')"),
        ("same_as: contract}", "same_as: contracts}", "없는 서류입니다('contracts')"),
        ("draft: relief}", "draft: relief, signed: true}", "서류가 어디에서 오는지 하나로 정해지지 않습니다"),
        ("draft: relief}", "draft: harm}", "쓸 수 없는 값입니다('harm')"),
        ("fact: provider.country}", "fact: fees.amount}", "이 단계가 읽는 거래명세서의 자리가 아닙니다('fees.amount')"),
        ("field: retention", "field: period", "쓸 수 없는 값입니다('period')"),
        ("- {id: visit,", "- {id: clause,", "식별자 'clause'"),
        ("source: supervision-bylaw, at: 제2조의4제2항제1호", "source: bylaw, at: 제2조의4", "없는 근거입니다('bylaw')"),
        ("  weekend: before", "  weekend: later", "counting.weekend: 쓸 수 없는 값입니다('later')"),
        ("  personal: [고유식별정보", "  personal: [주민등록번호", "form.personal: 없는 종류입니다('주민등록번호')"),
        ("title: 클라우드컴퓨팅서비스 이용 보고", "titel: 이용 보고", "'titel'"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_place(old: str, new: str, said: str):
    assert old in TEXT
    assert any(said in fault for fault in faults(TEXT.replace(old, new, 1))), faults(TEXT.replace(old, new, 1))
