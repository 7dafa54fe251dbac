"""Lint of the wording itself: repeated sentences, hand-written numbers, weakened duties."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from pipeline.library.faults import Fault, KeyPath
from pipeline.library.resolve import clause_file, walk_all
from pipeline.library.survey import Draft, Survey, standing
from pipeline.model import Clause, ClauseParagraph
from pipeline.positions import at_position
from pipeline.wording import sentences

_SHORTEST = 12
_LAW = r"(?:「[^」]*」(?:\([^)]*\))?|(?:같은|동) ?(?:법|영|규정|규칙|조|항|호))(?: ?시행령| ?시행규칙| ?시행세칙)?"
_PROVISION = r"제\d+(?:조|항|호|목)(?:의\d+)?"
_CITATION = re.compile(rf"{_LAW}(?:(?:\s|,|·|및|과|와|또는|부터|까지)*{_PROVISION})+")
_NUMBER = re.compile(r"제\s?\d+\s?(?:조|항|호|목|장|절)(?:의\s?\d+)?|별지\s?(?:제\s?)?\d+")
_SUBJECT = re.compile(r"(제공자|금융회사|당사자|감독당국|재수탁자|감사인|양 당사자)(?:는|은|가|이)(?=\s)")
_WEAK = re.compile(r"(?:수 있다|노력한다|노력하여야 한다|노력하기로 한다)$")
_BACK = re.compile(r"(?<![가-힣])(?:전항|앞 항|전 항)")
_LISTED = re.compile(r"다음 각 ?[호목]|다음 각 호")
MAX_PARAGRAPHS, MAX_LETTERED = 20, 14

_Place = tuple[str, str]
"""Clause and text of a paragraph."""
_Said = tuple[Clause, KeyPath, ClauseParagraph, str]
"""Clause, way to the paragraph, paragraph, and one sentence of it."""


def duplicate_sentences(seen: Survey) -> Iterator[Fault]:
    """L18: two parts that can stand in one draft hold the same sentence."""
    where: dict[str, list[_Said]] = {}
    for clause in seen.library.clauses.values():
        for path, paragraph in walk_all(clause):
            for sentence in sentences(paragraph.text):
                key = _bare(sentence)
                if len(key) >= _SHORTEST:
                    where.setdefault(key, []).append((clause, path, paragraph, sentence))
    for found in where.values():
        for first, second in combinations(found, 2):
            if _together(seen, first, second):
                other = f"{clause_file(first[0])}의 문장과 같다: '{second[3][:30]}…'"
                yield Fault(
                    "L18", clause_file(second[0]), (*second[1], "text"), other, "한 곳에만 두고 serves를 합치십시오"
                )
                break


def _bare(sentence: str) -> str:
    """Return what makes a sentence the same: no spaces, particles chosen away, marks dropped."""
    return re.sub(r"[\s.,·()\"“”']|\[[^\]]*\]", "", sentence)


def _together(seen: Survey, first: _Said, second: _Said) -> bool:
    """True if some draft can hold both parts: two clauses at any positions, one clause at one position."""
    if first[0].id == second[0].id and _key(first[2]) == _key(second[2]):
        return False  # two positions that share a paragraph
    for drafts in seen.by_conditions():
        here, there = _standing_at(drafts, first), _standing_at(drafts, second)
        if here and there and (first[0].id != second[0].id or not here.isdisjoint(there)):
            return True
    return False


def _standing_at(drafts: tuple[Draft, ...], said: _Said) -> frozenset[str]:
    """Return the positions of the clause at which the part stands in one of `drafts`."""
    clause, key = said[0].id, _key(said[2])
    return frozenset(
        draft.position
        for draft in drafts
        if clause in draft.clauses and key in map(_key, standing(draft.clauses[clause]))
    )


def _key(paragraph: ClauseParagraph) -> tuple[str, str]:
    return paragraph.id, paragraph.text


def hard_coded_numbers(seen: Survey) -> Iterator[Fault]:
    """L19: a number of our own articles is written by hand (citations of laws are not)."""
    for clause, path, text in seen.wording():
        found = _NUMBER.search(_CITATION.sub("", text))
        if found:
            what = f"조항 번호 '{found[0]}'[을/를] 손으로 적었습니다"
            right = "다른 조는 {{ ref 식별자 }}, 같은 조의 앞 항은 '전항', 법령은 「법령명」 제N조로 적으십시오"
            yield Fault("L19", clause_file(clause), path, what, right)


def weakened_duties(seen: Survey) -> Iterator[Fault]:
    """L20: a paragraph that should bind the provider only lets it, or has it try."""
    for clause in seen.library.clauses.values():
        for path, paragraph in walk_all(clause):
            said = sentences(paragraph.text)
            if paragraph.serves and said and all(_is_weak(sentence) for sentence in said):
                what = f"제공자의 의무가 '{said[0][-8:]}'[으로/로] 약하게 적혔습니다"
                yield Fault("L20", clause_file(clause), (*path, "text"), what, "'하여야 한다' 또는 '한다'로 적으십시오")


def _is_weak(sentence: str) -> bool:
    subject = _SUBJECT.search(sentence)
    return subject is not None and subject[1] == "제공자" and _WEAK.search(sentence) is not None


def dangling_back_references(seen: Survey) -> Iterator[Fault]:
    """L26: '전항' stands where the paragraph before it is missing, in some draft or always."""
    reported: set[_Place] = set()
    for draft in seen.every:
        for clause in draft.clauses.values():
            whole = seen.library.clauses[clause.id]
            for index, paragraph in enumerate(clause.paragraphs):
                place = (clause.id, paragraph.text)
                if place in reported or not _BACK.search(paragraph.text):
                    continue
                if index == 0 or clause.paragraphs[index - 1].id != _before(whole, draft.position, paragraph):
                    reported.add(place)
                    path = next(path for path, found in walk_all(whole) if found == paragraph)
                    what = f"'전항'이 가리키는 앞 항이 없는 계약이 나옵니다({draft.said})"
                    right = "앞 항과 조건을 맞추거나 내용을 적으십시오"
                    yield Fault("L26", clause_file(clause), (*path, "text"), what, right)


def _before(clause: Clause, position: str, paragraph: ClauseParagraph) -> str | None:
    """Return the id of the paragraph that the writer of `paragraph` saw before it."""
    given = clause.paragraphs if paragraph in clause.paragraphs else at_position(clause, position).paragraphs
    place = given.index(paragraph)
    return given[place - 1].id if place else None


def too_many(seen: Survey) -> Iterator[Fault]:
    """L27: more paragraphs than circled numbers, or more lettered items than letters."""
    for clause in seen.library.clauses.values():
        written: list[tuple[KeyPath, tuple[ClauseParagraph, ...]]] = [
            (("paragraphs",), clause.paragraphs),
            *((("positions", position.name), position.paragraphs) for position in clause.positions),
        ]
        for place, paragraphs in written:
            if len(paragraphs) > MAX_PARAGRAPHS:
                what = f"항이 {len(paragraphs)}개입니다"
                yield Fault("L27", clause_file(clause), place, what, f"{MAX_PARAGRAPHS}개까지로 조를 나누십시오")
        for path, paragraph in walk_all(clause):
            if path.count("items") == 1 and len(paragraph.items) > MAX_LETTERED:
                what = f"목이 {len(paragraph.items)}개입니다"
                yield Fault("L27", clause_file(clause), (*path, "items"), what, f"{MAX_LETTERED}개까지로 줄이십시오")


def missing_items(seen: Survey) -> Iterator[Fault]:
    """L28: '다음 각 호' without items, or items without a sentence that introduces them."""
    for clause in seen.library.clauses.values():
        for path, paragraph in walk_all(clause):
            promised = _LISTED.search(paragraph.text) is not None
            given = bool(paragraph.items or paragraph.items_from)
            if promised and not given:
                yield Fault(
                    "L28", clause_file(clause), path, "'다음 각 호'라고 했는데 호가 없습니다", "items를 적으십시오"
                )
            elif given and not promised and path.count("items") == 0:
                what = "호가 있는데 본문에 '다음 각 호'가 없습니다"
                yield Fault("L28", clause_file(clause), (*path, "text"), what, "본문에서 호를 이끄는 말을 적으십시오")
