"""Lint: elements that no clause serves, clauses that never stand, references that lead astray."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.library.faults import Fault, KeyPath
from pipeline.library.resolve import clause_file
from pipeline.library.survey import Draft, Survey, wording_of
from pipeline.model import Clause, ClauseParagraph
from pipeline.positions import PREFERRED, own_paragraphs, served
from pipeline.wording import COMPARISON, refs_in


def uncovered(seen: Survey) -> Iterator[Fault]:
    """L06: an element is due in some draft but no part of that draft serves it."""
    reported: set[str] = set()
    for draft in seen.drafts:
        given = served(draft.clauses.values())
        for element in seen.library.elements:
            if element in draft.due and element not in given and element not in reported:
                reported.add(element)
                what = f"이 요소를 충족하는 조항이 없는 계약이 나옵니다({draft.said})"
                yield Fault(
                    "L06", f"elements/{element}.yaml", ("id",), what, "이 조건에서 들어가는 조항의 serves에 적으십시오"
                )
    for requirement in seen.library.requirements.values():
        for edition in seen.library.editions:
            if edition.id in requirement.elements and not requirement.elements[edition.id]:
                what = f"{edition.title}에 딸린 요소가 없습니다"
                file = f"requirements/{requirement.id}.yaml"
                yield Fault("L06", file, ("elements", edition.id), what, "요소를 적으십시오")


def orphans(seen: Survey) -> Iterator[Fault]:
    """L07: a clause or a part of it stands in no draft, or an element belongs to no requirement."""
    for clause in seen.library.clauses.values():
        if not any(clause.id in draft.clauses for draft in seen.drafts):
            what = "어느 조건에서도 계약에 들어가지 않는 조항입니다"
            yield Fault(
                "L07", clause_file(clause), ("only_if",), what, "only_if와 serves를 바로잡거나 조항을 지우십시오"
            )
            continue
        yield from _orphan_paragraphs(seen, clause)
    listed = {name for r in seen.library.requirements.values() for names in r.elements.values() for name in names}
    for element in seen.library.elements:
        if element not in listed:
            what = "어느 기재사항에도 딸리지 않은 요소입니다"
            yield Fault(
                "L07", f"elements/{element}.yaml", ("id",), what, "기재사항의 elements에 적거나 요소를 지우십시오"
            )


def _orphan_paragraphs(seen: Survey, clause: Clause) -> Iterator[Fault]:
    kept = {
        (draft.position, paragraph.id)
        for draft in seen.every
        if clause.id in draft.clauses
        for paragraph in draft.clauses[clause.id].paragraphs
    }
    for name, path, paragraph in _written(clause):
        if (name, paragraph.id) not in kept:
            what = "어느 조건에서도 계약에 들어가지 않는 문단입니다"
            yield Fault("L07", clause_file(clause), path, what, "only_if와 serves를 바로잡거나 문단을 지우십시오")


def _written(clause: Clause) -> Iterator[tuple[str, KeyPath, ClauseParagraph]]:
    """Yield the paragraphs of the clause with position and place, each where it is written."""
    for index, paragraph in enumerate(clause.paragraphs):
        yield PREFERRED, ("paragraphs", index), paragraph
    for position in clause.positions:
        for index, paragraph in enumerate(own_paragraphs(clause, position)):
            yield position.name, ("positions", position.name, "paragraphs", index), paragraph


def broken_refs(seen: Survey) -> Iterator[Fault]:
    """L08: `{{ ref id }}` names a clause that does not exist or has no number."""
    for clause, path, text in seen.wording():
        for target in refs_in(text):
            other = seen.library.clauses.get(target)
            if target != COMPARISON and other is None:
                what = f"참조하는 조항 '{target}'[이/가] 없습니다"
                yield Fault("L08", clause_file(clause), path, what, "조항의 식별자를 바로잡으십시오")
            elif other is not None and other.kind not in ("article", "annex"):
                what = f"'{target}'[은/는] 번호가 없는 부분이라 참조할 수 없습니다"
                yield Fault("L08", clause_file(clause), path, what, "조나 별지를 참조하십시오")


def refs_to_excluded(seen: Survey) -> Iterator[Fault]:
    """L09: a draft holds the reference but not the clause it leads to."""
    refs = [
        (clause.id, target)
        for clause, _, text in seen.wording()
        for target in dict.fromkeys(refs_in(text))
        if target in seen.library.clauses
    ]
    for origin, target in dict.fromkeys(refs):
        draft = next((d for d in seen.every if _leads_astray(d, origin, target)), None)
        if draft is None:
            continue
        clause = seen.library.clauses[origin]
        path = next(path for _, path, text in wording_of(clause) if target in refs_in(text))
        what = f"참조하는 조항 '{target}'[이/가] 들어가지 않는 계약이 나옵니다({draft.said})"
        yield Fault("L09", clause_file(clause), path, what, "두 조항의 only_if를 맞추거나 참조하는 문장을 나누십시오")


def _leads_astray(draft: Draft, origin: str, target: str) -> bool:
    clause = draft.clauses.get(origin)
    if clause is None or target in draft.clauses:
        return False
    return any(target in refs_in(text) for _, _, text in wording_of(clause))
