"""The answers to the stage of the contract, and their section in case.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.deal.fields import NO, YES
from pipeline.library.procedure import Procedure
from pipeline.library.procedure.contract import ContractData, Way
from pipeline.library.view import View
from pipeline.yaml_nodes import Plain


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers. `way`: None while open; `files`: of the provider, in the case folder; `addendum`: 예, 아니오 or ''."""

    way: Way | None
    files: tuple[str, ...]
    addendum: str
    reviewer: str


def files(section: Mapping[str, Plain]) -> tuple[str, ...]:
    """Return the names of the contract's files."""
    given = section.get("files")
    if isinstance(given, str):
        return (given,) if given else ()
    return tuple(dict.fromkeys(n for n in given if isinstance(n, str) and n)) if isinstance(given, list) else ()


def answers(view: View, data: ContractData, found: Mapping[str, bytes | None], procedure: Procedure) -> Answers:
    """Return the answers of the section `view`."""
    ways = {way.id: way for way in data.ways}
    return Answers(
        way=ways.get(view.choice("way", tuple(ways), "")),
        files=tuple(dict.fromkeys(view.texts("files", optional=True))),
        addendum=view.choice("addendum", (YES, NO), ""),
        reviewer=view.text("reviewer", optional=True),
    )


def starter(data: ContractData, procedure: Procedure) -> str:
    """Return the commented section of a new case, indented by two."""
    return "\n".join(_starter(data))


def _starter(data: ContractData) -> Iterator[str]:
    yield "  # 누구의 계약서로 계약하는가. 당사자와 조건은 거래명세서에, 중요도는 2단계에 있다."
    for way in data.ways:
        yield f"  #   {way.id}: {way.means}"
    yield f"  way:  # {' | '.join(way.id for way in data.ways)}"
    yield "  files: []  # 제공자의 계약서 파일(사건 폴더 안). 함께 묶어 검토한다"
    yield f"  addendum:  # 제공자의 계약서에 남은 빈틈을 메우는 부속합의서를 쓰는가: {YES} | {NO}"
    yield "  reviewer:  # 검토한 사람의 직위와 성명"
