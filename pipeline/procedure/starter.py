"""The files of a new case: case.yaml with every question, and a deal sheet that takes the importance from the case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from pipeline.deal import starter as deal_starter
from pipeline.library.procedure import Procedure
from pipeline.procedure.case import CASE_FILE, DEAL_FILE, AnyStage
from pipeline.procedure.stages import importance

_HEAD = """\
# 사건 — 클라우드서비스 이용 절차의 답을 적는 파일이다. finclause case status로 남은 물음을 본다.
#
# - 회사와 제공자, 서비스, 업무, 데이터의 이름과 사실은 거래명세서(deal)에만 적는다. 여기에 다시 적지 않는다.
# - 업무 중요도는 여기의 답에서 계산되고, 거래명세서가 그 결과 파일에서 가져간다.
# - 날짜는 2026-11-27처럼 적는다. 값에 ': '이나 '#'이 들어가면 작은따옴표로 묶는다.
# - 명령은 이 파일을 고치지 않는다. 답을 고치면 그 답으로 만든 문서가 낡은 것으로 표시된다.
"""


def new_case(
    name: str, as_of: dt.date, procedure: Procedure, stages: Sequence[AnyStage], deal: bytes | None = None
) -> dict[str, bytes]:
    """Return the files of a new case by name; `name` is its id, `deal` the sheet that it takes over, None for a starter."""
    return {
        CASE_FILE: "\n".join(_lines(name, as_of, procedure, stages)).encode("utf-8"),
        DEAL_FILE: deal_starter(assessment=importance.RESULT_FILE).encode("utf-8") if deal is None else deal,
    }


def section(stage: AnyStage, procedure: Procedure) -> str:
    """Return the section of a stage with its questions, to be put into a case.yaml."""
    return f"{stage.id}:\n{stage.starter(procedure.data.get(stage.data), procedure)}\n"


def _lines(name: str, as_of: dt.date, procedure: Procedure, stages: Sequence[AnyStage]) -> Iterator[str]:
    quoted = name.replace("'", "''")
    yield _HEAD
    yield f"id: '{quoted}'  # [필수] 사건 번호. 문서마다 실린다"
    yield "title:  # 사건의 이름"
    yield f"as_of: {as_of}  # [필수] 기준일. 이 날 시행 중인 규정으로 판단한다"
    yield f"deal: {DEAL_FILE}  # 거래명세서"
    yield ""
    for stage in stages:
        yield f"# {stage.number}. {stage.title} (가이드 {stage.chapter})"
        yield section(stage, procedure)
