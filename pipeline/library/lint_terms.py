"""Lint of defined terms: undefined, unused, defined twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.library.faults import Fault
from pipeline.library.resolve import clause_file
from pipeline.library.survey import Draft, Survey, wording_of
from pipeline.model import Clause
from pipeline.wording import introduced_in, terms_in, terms_used

_QUOTED = re.compile(r"[\"“]([가-힣A-Za-z][^\"”]{0,30})[\"”]")
_PARTIES = ("제공자", "금융회사", "재수탁자", "감독당국")
"""Words that bind someone: whoever is so called must be named before it is bound."""


def undefined(seen: Survey) -> Iterator[Fault]:
    """L10: a draft uses a term (a party, a quoted word, a term of other facts) that it does not define."""
    reported: set[tuple[str, str]] = set()
    for draft in seen.every:
        for clause_id, term in _undefined_in(seen, draft):
            if (clause_id, term) in reported:
                continue
            reported.add((clause_id, term))
            clause = seen.library.clauses[clause_id]
            path = next(path for _, path, text in wording_of(clause) if path[0] != "title" and _uses(text, term))
            what = f"용어 '{term}'[이/가] 정의되지 않은 채 쓰이는 계약이 나옵니다({draft.said})"
            right = "terms.yaml에 정의하거나, 먼저 나오는 조항에서 (이하 …라 한다)로 정하십시오"
            yield Fault("L10", clause_file(clause), path, what, right)


def _uses(text: str, term: str) -> bool:
    return bool(terms_in(text, (term,))) or term in _QUOTED.findall(text)


def _undefined_in(seen: Survey, draft: Draft) -> Iterator[tuple[str, str]]:
    """Yield (clause, term) for each term used before or without its definition."""
    defined = {term.term for term in seen.library.terms.values() if draft.names.issuperset(term.only_if)}
    everywhere = {term.term for term in seen.library.terms.values()}
    introduced = {n for c in draft.clauses.values() for _, _, text in wording_of(c) for n in introduced_in(text)}
    watched = tuple(dict.fromkeys((*_PARTIES, *sorted(everywhere | introduced))))
    known = set(defined)
    for clause in draft.clauses.values():
        for _, path, text in wording_of(clause):
            names = introduced_in(text)
            known.update(names)
            if path[0] == "title":
                continue  # a heading may name what its first paragraph defines
            quoted = (word for word in _QUOTED.findall(text) if word not in names)
            for term in dict.fromkeys((*terms_in(text, watched), *quoted)):
                if term not in known:
                    yield clause.id, term


def unused(seen: Survey) -> Iterator[Fault]:
    """L11: a term of terms.yaml stands in no draft."""
    used: set[str] = set()
    for draft in seen.every:
        used.update(term.id for term in terms_used(seen.library, tuple(draft.clauses.values()), draft.names))
    for index, term in enumerate(seen.library.terms.values()):
        if term.id not in used:
            what = f"용어 '{term.term}'[이/가] 어느 계약에서도 쓰이지 않습니다"
            yield Fault("L11", "terms.yaml", (index,), what, "조항에서 쓰거나 지우십시오")


def duplicate(seen: Survey) -> Iterator[Fault]:
    """L12: a term is defined twice: in terms.yaml, or in the wording that one draft holds."""
    spelled: list[str] = []
    for index, term in enumerate(seen.library.terms.values()):
        if term.term in spelled:
            yield Fault(
                "L12",
                "terms.yaml",
                (index, "term"),
                f"용어 '{term.term}'[이/가] 두 번 정의되었습니다",
                "하나만 남기십시오",
            )
        spelled.append(term.term)
    reported: set[tuple[str, str]] = set()
    for draft in seen.every:
        terms = {
            term.term: "terms.yaml" for term in seen.library.terms.values() if draft.names.issuperset(term.only_if)
        }
        for clause, name, elsewhere in _defined_again(draft, terms):
            if (clause.id, name) not in reported:
                reported.add((clause.id, name))
                path = next(path for _, path, text in wording_of(clause) if name in introduced_in(text))
                what = f"용어 '{name}'[이/가] {elsewhere}에서도 정의되었습니다"
                yield Fault("L12", clause_file(clause), path, what, "한 곳에서만 정의하십시오")


def _defined_again(draft: Draft, places: dict[str, str]) -> Iterator[tuple[Clause, str, str]]:
    for clause in draft.clauses.values():
        for _, _, text in wording_of(clause):
            for name in introduced_in(text):
                if name in places:
                    yield clause, name, places[name]
                places.setdefault(name, clause_file(clause))
