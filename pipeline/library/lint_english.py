"""Lint of the English wording: missing, at odds with the Korean, spelled as no English contract is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.deal import entry_fields, places
from pipeline.deal.fields import Kind
from pipeline.library.faults import Fault, KeyPath
from pipeline.library.resolve import clause_file, walk
from pipeline.library.survey import Survey
from pipeline.model import Clause, Library, Table
from pipeline.particles import CHOICE
from pipeline.wording import Part, blanks_in, english_forms, refs_in, tokens

_Twin = tuple[str, KeyPath, str, str]
"""File, way to the English, Korean text, English text."""

_HANGUL = re.compile(r"[ㄱ-ㅎ가-힣]")
_BRACKETED = re.compile(r"\([^()]*\)")
_NUMBERED = re.compile(
    r"\b(?:Articles?|Annex(?:es)?|Chapters?|Clauses?|Sections?|[Pp]aragraphs?|[Ii]tems?|[Ss]ubparagraphs?)\s\(?"
    r"(?:\d+|[a-z]\)|[ivx]+\))[\d()-]*"
)
_STATUTE = re.compile(r"\b(?:Act|Decree|Regulations?|Rules?|Code|Guidelines?|thereof)\b")
_STATUTE_WITHIN = 120
"""How far before or after a number the law stands that it belongs to."""
_UNIT_WITHIN = 40
_DURATIONS = ("초", "분", "시간", "일", "영업일", "주", "개월", "년")
_PARTIES = ("the provider", "the financial company")


def missing(seen: Survey) -> Iterator[Fault]:
    """L29: a title, paragraph, item, table, term, blank, chapter or fixed word has no English."""
    for file, path, korean, english in _twins(seen.library):
        if korean and not english:
            yield Fault("L29", file, path, f"'{korean[:30]}'의 영문이 없습니다", "영문을 적으십시오")
    for clause in seen.library.clauses.values():
        for number, table in enumerate(clause.tables):
            yield from _untold_cells(clause, number, table)
    for section, word in dict.fromkeys(_words_needed(seen.library)):
        if not seen.library.english.get(section, {}).get(word):
            what = f"'{word}'[을/를] 옮길 영문이 {section}에 없습니다"
            yield Fault("L29", "english.yaml", (section,), what, "영문을 적으십시오")


def _twins(library: Library) -> Iterator[_Twin]:
    """Yield every Korean text that has an English one beside it, wording, terms, questions and chapters."""
    for clause in library.clauses.values():
        yield from _wording(clause)
    for index, term in enumerate(library.terms.values()):
        yield "terms.yaml", ("terms", index, "term_en"), term.term, term.term_en
        yield "terms.yaml", ("terms", index, "definition_en"), term.definition, term.definition_en
    for index, blank in enumerate(library.blanks.values()):
        yield "blanks.yaml", ("blanks", index, "ask_en"), blank.ask, blank.ask_en
    for index, (name, title) in enumerate(library.chapters):
        english = library.english.get("chapters", {}).get(name, "")
        yield "library.yaml", ("chapters", index, "title_en"), title, english


def _wording(clause: Clause) -> Iterator[_Twin]:
    file = clause_file(clause)
    yield file, ("title_en",), clause.title, clause.title_en
    for path, paragraph in walk(clause.paragraphs):
        yield file, (*path, "en"), paragraph.text, paragraph.en
    for number, table in enumerate(clause.tables):
        columns = table.en.columns if table.en and table.en.columns else ("",) * len(table.columns)
        for index, (korean, english) in enumerate(zip(table.columns, columns, strict=False)):
            yield file, ("tables", number, "columns_en", index), korean, english
        if table.en is not None:
            yield from _cells(file, number, table, table.en)


def _cells(file: str, number: int, table: Table, english: Table) -> Iterator[_Twin]:
    for line, (own, other) in enumerate(zip(table.rows, english.rows, strict=False)):
        for index, (korean, said) in enumerate(zip(own, other, strict=False)):
            yield file, ("tables", number, "rows_en", line, index), korean, said
    for index, (korean, said) in enumerate(zip(table.cells, english.cells, strict=False)):
        yield file, ("tables", number, "cells_en", index), korean, said


def _untold_cells(clause: Clause, number: int, table: Table) -> Iterator[Fault]:
    """Yield a fault for rows or cells with Korean words that are not given in English."""
    english = table.en or table
    for key, own, said in (
        ("rows", table.rows, english.rows),
        ("cells", (table.cells,) if table.cells else (), (english.cells,)),
    ):
        words = [cell for line in own for cell in line if _HANGUL.search(cell)]
        if words and own == said:
            what = f"'{words[0][:30]}'의 영문이 없습니다"
            yield Fault("L29", clause_file(clause), ("tables", number, key), what, f"{key}_en에 영문을 적으십시오")


def _words_needed(library: Library) -> Iterator[tuple[str, str]]:
    """Yield (section of english.yaml, word) for all that English drafts need of the deal sheet."""
    sources = [places()[blank.source] for blank in library.blanks.values() if blank.source in places()]
    for clause in library.clauses.values():
        for table in clause.tables:
            for name, spec in entry_fields(table.each).items():
                if any(name in blanks_in(cell) for cell in table.cells):
                    sources.append(spec)
                    yield "fields", f"{table.each}.{name}"
    for word in dict.fromkeys(word for spec in sources for word in spec.choices if _HANGUL.search(word)):
        yield "values", word
    for basis in (basis for requirement in library.requirements.values() for basis in requirement.bases):
        yield "laws", f"{basis.law} {basis.article}"
    for edition in library.editions:
        yield "laws", edition.title
    for element in library.elements:
        yield "elements", element
    units = [blank.unit for blank in library.blanks.values() if blank.unit]
    if any(spec.kind is Kind.DURATION for spec in sources):
        units.extend(_DURATIONS)
    for unit in dict.fromkeys(units):
        yield "units", unit


def at_odds(seen: Survey) -> Iterator[Fault]:
    """L30: the English names other blanks or references than the Korean, or leaves a unit out."""
    for file, path, korean, english in _twins(seen.library):
        if not english:
            continue
        for kind, own, other in (
            ("빈칸", blanks_in(korean), blanks_in(english)),
            ("참조", refs_in(korean), refs_in(english)),
        ):
            lost = [name for name in dict.fromkeys(own) if name not in other]
            added = [name for name in dict.fromkeys(other) if name not in own]
            if lost:
                what = f"국문에 있는 {kind} {', '.join(lost)}[이/가] 영문에 없습니다"
                yield Fault("L30", file, path, what, "국문과 같은 빈칸과 참조를 쓰십시오")
            if added:
                what = f"국문에 없는 {kind} {', '.join(added)}[이/가] 영문에 있습니다"
                yield Fault("L30", file, path, what, "국문과 같은 빈칸과 참조를 쓰십시오")
        yield from _without_unit(seen.library, file, path, english)


def _without_unit(library: Library, file: str, path: KeyPath, english: str) -> Iterator[Fault]:
    """Yield a fault for a number with a unit ('30일') behind which the English has no unit."""
    pieces = tokens(english)
    for index, (kind, name) in enumerate(pieces):
        blank = library.blanks.get(name) if kind is Part.BLANK else None
        unit = library.english.get("units", {}).get(blank.unit) if blank and blank.unit else None
        if unit and len(pieces) > 1:
            after = pieces[index + 1][1] if index + 1 < len(pieces) else ""
            if unit not in after[:_UNIT_WITHIN].lower():
                yield Fault(
                    "L30", file, path, f"빈칸 '{name}' 뒤에 단위({unit}s)가 없습니다", "빈칸 뒤에 단위를 적으십시오"
                )


def misspelled(seen: Survey) -> Iterator[Fault]:
    """L31: Hangul outside brackets, particles, broken braces, quotes left open, numbers of our own articles."""
    for file, path, _, english in _twins(seen.library):
        for what, right in faults_of(english):
            yield Fault("L31", file, path, what, right)


def faults_of(text: str) -> Iterator[tuple[str, str]]:
    """Yield what is misspelled in an English text, and what to write instead."""
    choice = CHOICE.search(text)
    bare = text
    while _BRACKETED.search(bare):
        bare = _BRACKETED.sub("", bare)
    hangul = _HANGUL.search(CHOICE.sub("", bare))
    if choice:
        yield f"영문에 조사 선택 '{choice[1]}'[이/가] 있습니다", "조사를 지우십시오"
    if hangul:
        at = CHOICE.sub("", bare)
        yield (
            f"영문에 한글이 있습니다('{at[hangul.start() : hangul.start() + 15]}')",
            "국문 명칭은 괄호 안에 적으십시오",
        )
    if any(kind is Part.TEXT and ("{{" in said or "}}" in said) for kind, said in tokens(text)):
        yield "빈칸이나 참조의 꼴이 맞지 않습니다", "{{ 이름 }} 또는 {{ ref 식별자 }}로 적으십시오"
    if text.count('"') % 2 or text.count("“") != text.count("”"):
        yield "따옴표가 닫히지 않았습니다", "따옴표를 짝지어 적으십시오"
    if text.count("(") != text.count(")"):
        yield "괄호가 닫히지 않았습니다", "괄호를 짝지어 적으십시오"
    number = next((found for found in _NUMBERED.finditer(text) if not _of_a_statute(text, found)), None)
    if number:
        right = "다른 조는 {{ ref 식별자 }}, 같은 조의 앞 항은 the preceding paragraph로 적으십시오"
        yield f"조항 번호 '{number[0]}'[을/를] 손으로 적었습니다", right


def _of_a_statute(text: str, found: re.Match[str]) -> bool:
    near = text[max(0, found.start() - _STATUTE_WITHIN) : found.end() + _STATUTE_WITHIN]
    return _STATUTE.search(near) is not None


def small_terms(seen: Survey) -> Iterator[Fault]:
    """L32: a defined term of several words, or a party, is written without its capitals."""
    terms = tuple(t.term_en for t in seen.library.terms.values() if " " in t.term_en)
    spelled = {term.lower(): term for term in terms}
    pattern = re.compile(rf"\b(?:{'|'.join([*map(english_forms, spelled), *_PARTIES])})\b", re.IGNORECASE)
    for file, path, _, english in _twins(seen.library):
        if path[-1] == "ask_en":
            continue
        for found in pattern.finditer(english):
            if _is_small(found[0]):
                what = f"정의한 용어 '{found[0]}'[을/를] 소문자로 적었습니다"
                yield Fault("L32", file, path, what, "정의한 대로 대문자로 시작하여 적으십시오")


_LITTLE = ("the", "of", "and", "to", "for", "in", "or", "a", "an", "on", "with")


def _is_small(said: str) -> bool:
    """True if a word of the term that bears a capital has none ('the Provider' may begin small)."""
    return any(word[0].islower() for word in said.split() if word.lower() not in _LITTLE)
