"""YAML text -> a tree of nodes that know their line; every scalar stays text.

Used for the clause library and for deal sheets. The files are written by hand by people
who do not program, so the subset is small and safe: one document of mappings, lists and
scalars. '0123' stays '0123' and '아니오' a word, because types are given by the schema of
the file and not guessed from the spelling. Anchors, aliases, tags, merge keys, repeated keys
and invisible characters are refused: each of them makes a file say something other than what
a reader sees. Size, depth and the number of values are bounded, so that no file takes long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NoReturn, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from pipeline.characters import UNTYPED, UNWRITABLE, code
from pipeline.yaml_faults import UNKNOWN, Problem, UnreadableYamlError, explain

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"
"""A file as plain data: text, lists and mappings; an empty value is None."""

MAX_DEPTH = 20
MAX_VALUES = 20_000
"""Keys, lists and scalars of one file."""

MERGE_KEY = "<<"
_STAND_IN = "\ufdd0"
"""What the parser sees of a control character: a noncharacter, which is refused like it."""
_SHOWN_STEPS = 6

_EMPTY = ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class Node:
    """A value, the line (from 1) of its key or list dash, and the line on which the value begins."""

    value: str | tuple[Node, ...] | dict[str, Node] | None
    line: int
    begins: int = 0


def parse(text: str) -> Node:
    """Return the one document in `text`; an empty text is an empty mapping.

    Raise UnreadableYamlError with every repeated key, anchor, tag and invisible character, or the
    first break of the syntax.
    """
    # The parser reads some controls as line ends or as the end of the text: it never sees one.
    seen = UNWRITABLE.sub(lambda found: found[0] if found[0] >= "\u00a0" else _STAND_IN, text)
    seen = re.sub("[\ud800-\udfff\ufffe\uffff]", _STAND_IN, seen)
    # pure: the C parser, where installed, words its events and errors differently
    reader = _Reader(YAML(typ="base", pure=True).parse(seen))
    try:
        root = reader.document()
    except MarkedYAMLError as error:
        raise UnreadableYamlError((*reader.problems, explain(error, seen))) from error
    except YAMLError as error:
        raise UnreadableYamlError((*reader.problems, UNKNOWN)) from error
    if reader.problems:
        raise UnreadableYamlError(tuple(reader.problems))
    return root


def plain(node: Node, *, lines: bool = False) -> Plain:
    """Return the tree without its line numbers; runs of white space in texts become one space.

    `lines`: line breaks inside a text are kept.
    """
    if isinstance(node.value, str):
        kept = node.value.strip().split("\n") if lines else [node.value]
        return "\n".join(" ".join(line.split()) for line in kept)
    if isinstance(node.value, dict):
        return {key: plain(child, lines=lines) for key, child in node.value.items()}
    if isinstance(node.value, tuple):
        return [plain(child, lines=lines) for child in node.value]
    return node.value


def line_at(node: Node, path: tuple[str | int, ...]) -> int:
    """Return the line of the deepest part of `path` that exists below `node`."""
    line = node.line
    for step in path:
        child = _child(node, step)
        if child is None:
            break
        node, line = child, child.line
    return line


def _child(node: Node, step: str | int) -> Node | None:
    if isinstance(node.value, dict) and isinstance(step, str):
        return node.value.get(step)
    if isinstance(node.value, tuple) and isinstance(step, int) and step < len(node.value):
        return node.value[step]
    return None


class _Reader:
    """Builds nodes from a stream of events and collects the problems on the way."""

    def __init__(self, events: Iterator[Any]) -> None:
        self._events = events
        self._path: list[str] = []
        self._values = 0
        self.problems: list[Problem] = []

    def document(self) -> Node:
        """Return the root of the first document; a second document is a problem."""
        root: Node | None = None
        for event in self._events:
            if isinstance(event, (MappingStartEvent, SequenceStartEvent, ScalarEvent, AliasEvent)):
                root = self._node(event, event.start_mark.line + 1, 1)
            elif isinstance(event, DocumentStartEvent) and root is not None:
                self._note(event, "'---'로 나뉜 문서가 둘 이상입니다", "한 파일에는 문서를 하나만 두십시오")
                break
        return root if root is not None and root.value is not None else Node({}, 1)

    def _node(self, event: Any, line: int, depth: int) -> Node:
        self._refuse_magic(event)
        self._values += 1
        if depth > MAX_DEPTH:
            self._stop(line, f"{MAX_DEPTH}단계보다 깊습니다", "단계를 줄이십시오")
        if self._values > MAX_VALUES:
            self._stop(line, f"항목이 {MAX_VALUES:,}개보다 많습니다", "항목을 줄이십시오")
        begins = int(event.start_mark.line) + 1
        if isinstance(event, MappingStartEvent):
            return Node(self._mapping(depth), line, begins)
        if isinstance(event, SequenceStartEvent):
            return Node(self._sequence(depth), line, begins)
        if isinstance(event, AliasEvent):
            return Node(None, line, begins)
        bare = event.style is None and event.value in _EMPTY
        return Node(None if bare else event.value, line, begins)

    def _sequence(self, depth: int) -> tuple[Node, ...]:
        items: list[Node] = []
        for event in self._events:
            if isinstance(event, SequenceEndEvent):
                break
            with self._inside(f"[{len(items) + 1}]"):
                items.append(self._node(event, event.start_mark.line + 1, depth + 1))
        return tuple(items)

    def _mapping(self, depth: int) -> dict[str, Node]:
        entries: dict[str, Node] = {}
        for event in self._events:
            if isinstance(event, MappingEndEvent):
                break
            line = event.start_mark.line + 1
            key = self._node(event, line, depth + 1).value
            with self._inside(f".{key}" if isinstance(key, str) else ""):
                child = self._node(next(self._events), line, depth + 1)
                self._take(entries, key, child)
        return entries

    def _take(self, entries: dict[str, Node], key: object, child: Node) -> None:
        if not isinstance(key, str):
            self._add(child.line, "항목 이름이 비었거나 글자가 아닙니다", "'이름: 값'의 꼴로 쓰십시오")
        elif key == MERGE_KEY:
            self._add(child.line, "합치기 표시 '<<'[은/는] 쓸 수 없습니다", "합칠 항목을 그대로 적으십시오")
        elif key in entries:
            what = f"'{key}'[이/가] {entries[key].line}행에 이어 두 번 적혔습니다"
            self._add(child.line, what, "하나만 남기십시오", "duplicate")
        else:
            entries[key] = child

    def _refuse_magic(self, event: Any) -> None:
        if isinstance(event, AliasEvent):
            self._note(
                event, f"다른 곳을 가리키는 표시 '*{event.anchor}'[은/는] 쓸 수 없습니다", "값을 그대로 적으십시오"
            )
        elif event.anchor is not None:
            self._note(event, f"되쓰기 표시 '&{event.anchor}'[은/는] 쓸 수 없습니다", "표시를 지우십시오")
        if getattr(event, "tag", None) is not None:
            self._note(event, f"자료형 표시 '{event.tag}'[은/는] 쓸 수 없습니다", "표시를 지우고 값만 적으십시오")
        if isinstance(event, ScalarEvent) and (found := UNTYPED.search(event.value)):
            self._note(event, _said(found[0]), "보이지 않거나 읽는 순서를 바꾸는 문자이므로 지우고 다시 적으십시오")

    def _note(self, event: Any, what: str, right: str) -> None:
        self._add(event.start_mark.line + 1, what, right)

    def _add(self, line: int, what: str, right: str, rule: str = "syntax") -> None:
        self.problems.append(Problem(line, what, right, rule, self._here()))

    def _stop(self, line: int, what: str, right: str) -> NoReturn:
        raise UnreadableYamlError((*self.problems, Problem(line, what, right, path=self._here())))

    def _here(self) -> str:
        return "".join(self._path[:_SHOWN_STEPS]).lstrip(".")

    @contextmanager
    def _inside(self, step: str) -> Iterator[None]:
        self._path.append(step)
        yield
        self._path.pop()


def _said(character: str) -> str:
    if character == _STAND_IN:
        return "글자가 아닌 제어 문자가 있습니다"
    return f"쓸 수 없는 문자 {code(character)}[이/가] 있습니다"
