"""The comment of each change: what the provider may see, and what only the company's own people may.

To the provider (vendor): the required item by its legal name, the element, the legal basis, the request. Inside
(internal) also why it matters, how sure the review was, and what the negotiator is told; each such line begins with
a mark (`INTERNAL`), by which a file that goes out is checked (`outgoing`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.assemble.voice import Voice
from pipeline.due import bases_at, title_at
from pipeline.language import KOREAN
from pipeline.model import Clause, LegalBasis, Library, Review
from pipeline.redline.edits import Edit

VENDOR: Final = "vendor"
INTERNAL_ONLY: Final = "internal"
INTERNAL: Final = "[내부]"
"""How every line begins that must not leave the company."""

_WORDS: Final = {
    KOREAN: {
        "item": "기재사항",
        "element": "요소",
        "basis": "근거",
        "reason": "이유",
        "corrected": "현재 문구는 위 요소에 어긋나므로 어긋나는 말만 고쳤습니다. 반영을 요청합니다.",
        "replaced": "현재 문구는 위 요소에 어긋나므로 문장을 바꾸었습니다. 반영을 요청합니다.",
        "struck": "현재 문구는 위 요소에 어긋나므로 지웠습니다. 필요한 내용은 따로 넣었습니다. 반영을 요청합니다.",
        "added": "위 요소를 정한 조항이 없어 이 조에 넣었습니다. 기존 번호는 그대로입니다. 반영을 요청합니다.",
        "article": "위 요소를 정한 조항이 없어 새 조를 넣었습니다. 기존 번호는 그대로입니다. 반영을 요청합니다.",
        "terms": "새로 넣은 조항에서 쓰는 말의 뜻을 정했습니다. 반영을 요청합니다.",
    },
    "en": {
        "item": "Required item",
        "element": "Element",
        "basis": "Legal basis",
        "reason": "Reason",
        "corrected": "The present wording conflicts with this element; only the conflicting words are changed. Please accept.",
        "replaced": "The present wording conflicts with this element; the sentence is replaced. Please accept.",
        "struck": "The present wording conflicts with this element and is struck; what is needed is added separately. Please accept.",
        "added": "No provision addresses this element; it is added to this article without renumbering. Please accept.",
        "article": "No provision addresses this element; a new article is added without renumbering. Please accept.",
        "terms": "These terms are used in the provisions that are added. Please accept.",
    },
}


def requirements_of(edit: Edit, review: Review) -> tuple[str, ...]:
    """Return the ids of the due requirements that ask for any element of the edit, in library order."""
    return tuple(name for name, finding in review.requirements.items() if set(finding.due) & set(edit.elements))


def basis_of(edit: Edit, review: Review, library: Library, voice: Voice) -> tuple[str, ...]:
    """Return the legal bases of the edit, each once: law, provision, edition."""
    found = (
        _basis(library, basis, voice)
        for name in requirements_of(edit, review)
        for basis in bases_at(library.requirements[name], review.conditions)
    )
    return tuple(dict.fromkeys(found))


def _basis(library: Library, basis: LegalBasis, voice: Voice) -> str:
    titles = {edition.id: edition.title for edition in library.editions}
    said = voice.law(f"{basis.law} {basis.article}")
    return f"{said} ({voice.law(titles[basis.edition])})" if basis.edition in titles else said


def comment(edit: Edit, review: Review, library: Library, audience: str) -> tuple[str, ...]:
    """Return the lines of the comment of an edit for the audience, in the language of the document."""
    language = review.contract.language
    voice = Voice(language, library.english)
    words = _WORDS[language]
    titles = [title_at(library.requirements[name], review.conditions.edition) for name in requirements_of(edit, review)]
    elements = [voice.element(name, library.elements[name].title) for name in edit.elements]
    lines = [
        *_labelled(words["item"], dict.fromkeys(titles)),
        *_labelled(words["element"], elements),
        *_labelled(words["basis"], basis_of(edit, review, library, voice)),
        f"{words['reason']}: {words[edit.kind]}",
    ]
    if audience == INTERNAL_ONLY:
        lines.extend(f"{INTERNAL} {line}" for line in _internal(edit, review, library))
    return tuple(lines)


def _labelled(label: str, values: Sequence[str] | dict[str, None]) -> Iterator[str]:
    if values:
        yield f"{label}: {'; '.join(values)}"


def _internal(edit: Edit, review: Review, library: Library) -> Iterator[str]:
    for name in edit.elements:
        element, finding = library.elements[name], review.elements[name]
        sure = "확실" if finding.certain else "확인 필요"
        yield f"{element.title}: 신뢰도 {finding.confidence:.0%}({sure}). {element.why} {element.contrary_effect}".rstrip()
    clauses = edit.clauses or tuple(
        clause.id for clause in library.clauses.values() if _serves(clause) & set(edit.elements)
    )
    for clause_id in clauses:
        yield from _negotiation(library.clauses[clause_id])


def _negotiation(clause: Clause) -> Iterator[str]:
    if clause.note:
        yield f"{clause.title}: {clause.note}"
    told = clause.negotiation
    if told is not None:
        pairs = (("까닭", told.why), ("흔한 답", told.answers), ("지킬 것", told.keep), ("가이드", told.allows))
        yield from (f"{clause.title} {label}: {text}" for label, text in pairs if text)
    for position in clause.positions:
        name = "수용가능" if position.name == "acceptable" else "최후(승인 필요)" if position.needs_approval else "최후"
        yield f"{clause.title} {name}: {position.note}"


def _serves(clause: Clause) -> set[str]:
    return {e for p in clause.paragraphs for part in (p, *p.items) for e in part.serves}


def internal_notes(library: Library) -> Iterator[str]:
    """Yield every text of the library that must not leave the company."""
    for clause in library.clauses.values():
        yield clause.note
        if clause.negotiation is not None:
            told = clause.negotiation
            yield from (told.why, told.answers, told.keep, told.allows)
        yield from (position.note for position in clause.positions)
    for element in library.elements.values():
        yield from (element.why, element.contrary_effect, element.limits)
