"""Lint of the frame of an addendum: addendum.yaml and the clauses of addendum/."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipeline.library.build_addendum import BILINGUAL, FILE, FRAME_BLANKS, SLOTS
from pipeline.library.faults import Fault
from pipeline.library.lint_english import faults_of
from pipeline.library.resolve import known_facts, walk
from pipeline.library.survey import Survey, wording_of
from pipeline.model import AddendumFrame, Clause, Library
from pipeline.wording import COMPARISON, blanks_in, refs_in

_SLOT = re.compile(r"\{\{ *([a-z]+) *\}\}")


def frame(seen: Survey) -> Iterator[Fault]:
    """L33: the frame names what is not there, serves an element, or lacks its English."""
    held = seen.library.addendum
    if held is None:
        return
    for clause in held.clauses.values():
        yield from _of_clause(seen.library, held, clause)
    for language, phrases in held.phrases.items():
        yield from _of_phrases(language, phrases)
    for language, words in held.words.items():
        for term in words:
            if term not in seen.library.terms:
                what = f"용어 '{term}'[이/가] terms.yaml에 없습니다"
                yield Fault("L33", FILE, ("words", language, term), what, "terms.yaml의 id를 적으십시오")


def _of_clause(library: Library, held: AddendumFrame, clause: Clause) -> Iterator[Fault]:
    file = f"addendum/{clause.id}.yaml"
    facts = (*known_facts(library), BILINGUAL)
    blanks = (*library.blanks, *FRAME_BLANKS)
    targets = {COMPARISON, *(c.id for c in held.clauses.values() if c.kind == "article")}
    for name in clause.only_if:
        if name not in facts:
            yield Fault("L33", file, ("only_if",), f"사실 '{name}'[은/는] 없습니다", f"{', '.join(facts)}만 쓰십시오")
    for path, paragraph in walk(clause.paragraphs):
        for name in paragraph.only_if:
            if name not in facts:
                what = f"사실 '{name}'[은/는] 없습니다"
                yield Fault("L33", file, (*path, "only_if"), what, f"{', '.join(facts)}만 쓰십시오")
        if paragraph.serves:
            what = "틀의 문단이 요소를 충족한다고 적혔습니다"
            yield Fault("L33", file, (*path, "serves"), what, "요소를 충족하는 문구는 clauses에 두십시오")
        if not paragraph.en:
            yield Fault("L33", file, (*path, "en"), f"'{paragraph.text[:30]}'의 영문이 없습니다", "영문을 적으십시오")
        for what, right in faults_of(paragraph.en):
            yield Fault("L33", file, (*path, "en"), what, right)
        if sorted(blanks_in(paragraph.text)) != sorted(blanks_in(paragraph.en)):
            yield Fault("L33", file, (*path, "en"), "국문과 영문의 빈칸이 다릅니다", "국문과 같은 빈칸을 쓰십시오")
    for _, path, text in wording_of(clause):
        entries = len(path) > 1 and path[0] == "tables" and path[2] == "cells"
        for name in () if entries else blanks_in(text):
            if name not in blanks:
                yield Fault("L33", file, path, f"빈칸 '{name}'[은/는] 없습니다", "blanks.yaml의 이름을 쓰십시오")
        for target in refs_in(text):
            if target not in targets:
                what = f"틀에서 '{target}'[을/를] 참조할 수 없습니다"
                yield Fault("L33", file, path, what, f"{', '.join(sorted(targets))}만 참조하십시오")


def _of_phrases(language: str, phrases: Mapping[str, str]) -> Iterator[Fault]:
    for name, said in phrases.items():
        given = sorted(_SLOT.findall(said))
        if given != sorted(SLOTS.get(name, ())):
            needed = ", ".join(f"{{{{ {slot} }}}}" for slot in SLOTS.get(name, ())) or "빈칸 없이"
            what = f"빈칸이 {', '.join(given) or '없음'}입니다"
            yield Fault("L33", FILE, ("phrases", language, name), what, f"{needed} 적으십시오")
