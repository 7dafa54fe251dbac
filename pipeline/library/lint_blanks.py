"""Lint of blanks: undeclared, unused, untyped, and the particles that follow them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.deal import entry_fields, places
from pipeline.deal.fields import Kind
from pipeline.library.build import BLANK_TYPES
from pipeline.library.faults import Fault, KeyPath
from pipeline.library.resolve import clause_file
from pipeline.library.survey import Survey
from pipeline.model import Blank
from pipeline.particles import CHOICE
from pipeline.wording import Part, blanks_in, tokens

_BARE_PARTICLE = re.compile(r"\}\}(은|는|이|가|을|를|과|와|으로|로)(?=[\s,.)]|$)")
_CHOICE_LIKE = re.compile(r"\[[가-힣]*/[가-힣]*\]")
_FITTING = {
    "date": (Kind.DATE,),
    "int": (Kind.COUNT, Kind.AMOUNT),
    "money": (Kind.AMOUNT, Kind.COUNT),
    "duration": (Kind.DURATION,),
    "list": (Kind.TEXTS, Kind.CHOICES, Kind.RECORDS),
    "choice": (Kind.CHOICE, Kind.FLAG),
    "percent": (Kind.TEXT, Kind.COUNT, Kind.AMOUNT),
    "text": (Kind.TEXT, Kind.DURATION, Kind.CHOICE, Kind.TEXTS, Kind.CHOICES, Kind.AMOUNT),
}


def _uses(seen: Survey) -> Iterator[tuple[str, KeyPath, str, str]]:
    """Yield (file, path, text, list of the deal whose entries fill it) of all wording and definitions."""
    for clause, path, text in seen.wording():
        each = clause.tables[path[1]].each if path[0] == "tables" and isinstance(path[1], int) else ""
        yield clause_file(clause), path, text, each if "cells" in path else ""
    for index, term in enumerate(seen.library.terms.values()):
        yield "terms.yaml", (index, "definition"), term.definition, ""


def undeclared(seen: Survey) -> Iterator[Fault]:
    """L15: wording asks for a blank that blanks.yaml (or the list of the table) does not have."""
    for file, path, text, each in _uses(seen):
        for name in blanks_in(text):
            if name not in seen.library.blanks and name not in entry_fields(each):
                what = f"빈칸 '{name}'[이/가] 선언되지 않았습니다"
                yield Fault("L15", file, path, what, "blanks.yaml에 적거나 이름을 바로잡으십시오")
        if any(kind is Part.TEXT and ("{{" in said or "}}" in said) for kind, said in tokens(text)):
            yield Fault(
                "L15", file, path, "빈칸이나 참조의 꼴이 맞지 않습니다", "{{ 이름 }} 또는 {{ ref 식별자 }}로 적으십시오"
            )


def unused(seen: Survey) -> Iterator[Fault]:
    """L16: a declared blank stands nowhere."""
    used = {name for _, _, text, _ in _uses(seen) for name in blanks_in(text)}
    for index, blank in enumerate(seen.library.blanks.values()):
        if blank.name not in used:
            yield Fault(
                "L16",
                "blanks.yaml",
                (index,),
                f"빈칸 '{blank.name}'[이/가] 쓰이지 않습니다",
                "조항에서 쓰거나 지우십시오",
            )


def untyped(seen: Survey) -> Iterator[Fault]:
    """L17: a blank has no known type, no place in the deal sheet, or a place of another kind."""
    for index, blank in enumerate(seen.library.blanks.values()):
        for key, what, right in _blank_faults(blank):
            yield Fault("L17", "blanks.yaml", (index, key), what, right)
    lists = tuple(path for path, spec in places().items() if spec.kind is Kind.RECORDS)
    for clause in seen.library.clauses.values():
        for number, table in enumerate(clause.tables):
            if table.each and table.each not in lists:
                what = f"거래명세서의 '{table.each}'[은/는] 목록이 아닙니다"
                path = ("tables", number, "each")
                yield Fault("L17", clause_file(clause), path, what, f"{', '.join(lists)} 가운데에서 고르십시오")


def _blank_faults(blank: Blank) -> Iterator[tuple[str, str, str]]:
    if blank.type not in BLANK_TYPES:
        yield "type", f"종류가 없거나 모르는 종류다('{blank.type}')", f"{', '.join(BLANK_TYPES)} 가운데에서 고르십시오"
    spec = places().get(blank.source)
    if spec is None:
        yield "source", f"거래명세서에 '{blank.source}' 자리가 없습니다", "거래명세서의 항목 이름을 적으십시오"
    elif blank.type in _FITTING and spec.kind not in _FITTING[blank.type]:
        yield "type", f"종류 {blank.type}[이/가] 거래명세서의 자리({spec.kind})와 맞지 않습니다", "종류를 맞추십시오"


def particles(seen: Survey) -> Iterator[Fault]:
    """L25: a fixed particle right after a blank, or a particle choice that does not exist."""
    for file, path, text, _ in _uses(seen):
        if found := _BARE_PARTICLE.search(text):
            what = f"빈칸 바로 뒤에 조사 '{found[1]}'[이/가] 굳어 있습니다"
            yield Fault("L25", file, path, what, "은/는, 이/가, 을/를, 과/와, 으로/로를 대괄호로 묶어 적으십시오")
        for choice in _CHOICE_LIKE.findall(text):
            if not CHOICE.fullmatch(choice):
                yield Fault(
                    "L25",
                    file,
                    path,
                    f"없는 조사 선택 '{choice[1:-1]}'입니다",
                    "은/는, 이/가처럼 받침 뒤의 꼴을 앞에 적어 대괄호로 묶으십시오",
                )
