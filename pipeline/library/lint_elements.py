"""Lint of the elements: examples and word groups of the rules."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.library.faults import Fault, KeyPath
from pipeline.library.survey import Survey
from pipeline.model import Element, Rule

_FEWEST = (("present", 3), ("absent", 3), ("contrary", 1))
_KOREAN = {"present": "맞는 문장", "absent": "닮았지만 아닌 문장", "contrary": "반대 문장"}


def without_examples(seen: Survey) -> Iterator[Fault]:
    """L21: a language of an element lacks examples, or examples have no rules."""
    for element in seen.library.elements.values():
        for language in element.present:
            given = element.examples.get(language, {})
            for kind, fewest in _FEWEST:
                count = len(given.get(kind, ()))
                if count < fewest:
                    what = f"{_KOREAN[kind]}이 {count}개입니다"
                    path = ("examples", language, kind)
                    yield Fault("L21", _file(element), path, what, f"{fewest}개 이상 적으십시오")


def empty_groups(seen: Survey) -> Iterator[Fault]:
    """L22: a rule without groups, a group without words, an empty word."""
    for element, path, rule in _rules(seen):
        if not rule.needs:
            yield Fault("L22", _file(element), (*path, "needs"), "낱말 묶음이 없습니다", "묶음을 하나 이상 적으십시오")
        for index, group in enumerate(rule.needs):
            if not group or not all(word.strip() for word in group):
                yield Fault(
                    "L22",
                    _file(element),
                    (*path, "needs", index),
                    "낱말이 비었습니다",
                    "낱말을 적거나 묶음을 지우십시오",
                )
    for file, groups in (("words.yaml", seen.library.words), ("roles.yaml", seen.library.roles)):
        for language, named in groups.items():
            for name, words in named.items():
                if not words:
                    yield Fault(
                        "L22", file, (language, name), "낱말이 없는 묶음입니다", "낱말을 적거나 묶음을 지우십시오"
                    )


def unknown_groups(seen: Survey) -> Iterator[Fault]:
    """L23: a rule calls a word group that words.yaml does not have."""
    for element, path, rule in _rules(seen):
        known = seen.library.words.get(str(path[1]), {})
        for place, word in _words(rule):
            if word.startswith("{") and word.endswith("}") and word[1:-1] not in known:
                what = f"낱말 묶음 '{word[1:-1]}'[이/가] words.yaml에 없습니다"
                yield Fault("L23", _file(element), (*path, *place), what, f"{', '.join(known)} 가운데에서 고르십시오")


def _words(rule: Rule) -> Iterator[tuple[KeyPath, str]]:
    for index, group in enumerate(rule.needs):
        for word in group:
            yield ("needs", index), word
    for key, words in (("unless", rule.unless), ("title", rule.title)):
        for word in words:
            yield (key,), word


def _rules(seen: Survey) -> Iterator[tuple[Element, KeyPath, Rule]]:
    for element in seen.library.elements.values():
        for kind, by_language in (("present", element.present), ("contrary", element.contrary)):
            for language, rules in by_language.items():
                for index, rule in enumerate(rules):
                    yield element, ("recognise", language, kind, index), rule


def _file(element: Element) -> str:
    return f"elements/{element.id}.yaml"
