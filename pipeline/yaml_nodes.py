"""YAML text -> a tree of nodes that know their line; every scalar stays text.

Used for the clause library and for deal sheets. The files are written by hand by people
who do not program, so the subset is small and safe: one document of mappings, lists and
scalars. '0123' stays '0123' and '아니오' a word, because types are given by the schema of
the file and not guessed from the spelling. Anchors, aliases, tags and repeated keys are
refused: each of them makes a file say something other than what a reader sees.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

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

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"
"""A file as plain data: text, lists and mappings; an empty value is None."""

MAX_BYTES = 1_000_000
MAX_DEPTH = 20

_EMPTY = ("", "~", "null", "Null", "NULL")
_CAUSES = (
    (
        "mapping values are not allowed",
        "값 안에 ': '가 있거나 들여쓰기가 어긋났습니다",
        "값을 작은따옴표로 묶거나 들여쓰기를 맞추십시오",
    ),
    ("\\t", "탭 문자로 들여 썼습니다", "공백으로 들여 쓰십시오"),
    ("that cannot start any token", "값이 YAML에서 따로 쓰는 기호로 시작합니다", "값을 작은따옴표로 묶으십시오"),
    ("unexpected end of stream", "따옴표가 닫히지 않았습니다", "따옴표를 닫으십시오"),
    ("expected ',' or", "대괄호나 중괄호가 닫히지 않았습니다", "괄호를 닫고 항목을 쉼표로 나누십시오"),
    ("expected <block end>", "들여쓰기가 어긋났습니다", "같은 단계의 항목을 같은 칸에 맞추십시오"),
    ("could not find expected ':'", "이름 뒤에 ':'이 없습니다", "'이름: 값'의 꼴로 쓰십시오"),
    ("undefined alias", "다른 곳을 가리키는 표시(*)를 썼습니다", "값을 그대로 적으십시오"),
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that keeps a text from being read: where, what, and what would be right."""

    line: int
    what: str
    right: str
    rule: str = "syntax"


class UnreadableYamlError(Exception):
    """The text is not YAML of the accepted kind; `problems` holds every reason found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{p.line}: {p.what}" for p in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Node:
    """A value and the line (from 1) of its key or list dash."""

    value: str | tuple[Node, ...] | dict[str, Node] | None
    line: int


def decode(data: bytes) -> str:
    """Return the text of a YAML file. Raise UnreadableYamlError if too large or not UTF-8."""
    if len(data) > MAX_BYTES:
        raise UnreadableYamlError((Problem(1, f"파일이 너무 큽니다({len(data):,}바이트)", "1MB 이하로 줄이십시오"),))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UnreadableYamlError(
            (Problem(line, "UTF-8로 저장된 파일이 아닙니다", "편집기에서 인코딩을 UTF-8로 바꾸어 저장하십시오"),)
        ) from error


def parse(text: str) -> Node:
    """Return the one document in `text`; an empty text is an empty mapping.

    Raise UnreadableYamlError with every repeated key, anchor and tag, or the first break of
    the syntax.
    """
    # pure: the C parser, where installed, words its events and errors differently
    reader = _Reader(YAML(typ="base", pure=True).parse(text))
    try:
        root = reader.document()
    except MarkedYAMLError as error:
        raise UnreadableYamlError((*reader.problems, _explain(error))) from error
    except YAMLError as error:
        raise UnreadableYamlError(
            (Problem(_line_of_control(text), "글자가 아닌 제어 문자가 있습니다", "그 문자를 지우십시오"),)
        ) from error
    if reader.problems:
        raise UnreadableYamlError(tuple(reader.problems))
    return root


def plain(node: Node) -> Plain:
    """Return the tree without its line numbers; runs of white space in texts become one space."""
    if isinstance(node.value, str):
        return " ".join(node.value.split())
    if isinstance(node.value, dict):
        return {key: plain(child) for key, child in node.value.items()}
    if isinstance(node.value, tuple):
        return [plain(child) for child in node.value]
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
        if depth > MAX_DEPTH:
            raise UnreadableYamlError(
                (*self.problems, Problem(line, f"{MAX_DEPTH}단계보다 깊습니다", "단계를 줄이십시오"))
            )
        if isinstance(event, MappingStartEvent):
            return Node(self._mapping(depth), line)
        if isinstance(event, SequenceStartEvent):
            return Node(self._sequence(depth), line)
        if isinstance(event, AliasEvent):
            return Node(None, line)
        bare = event.style is None and event.value in _EMPTY
        return Node(None if bare else event.value, line)

    def _sequence(self, depth: int) -> tuple[Node, ...]:
        items: list[Node] = []
        for event in self._events:
            if isinstance(event, SequenceEndEvent):
                break
            items.append(self._node(event, event.start_mark.line + 1, depth + 1))
        return tuple(items)

    def _mapping(self, depth: int) -> dict[str, Node]:
        entries: dict[str, Node] = {}
        for event in self._events:
            if isinstance(event, MappingEndEvent):
                break
            line = event.start_mark.line + 1
            key = self._node(event, line, depth + 1).value
            child = self._node(next(self._events), line, depth + 1)
            if not isinstance(key, str):
                self.problems.append(
                    Problem(line, "항목 이름이 비었거나 글자가 아닙니다", "'이름: 값'의 꼴로 쓰십시오")
                )
            elif key in entries:
                what = f"'{key}'[이/가] {entries[key].line}행에 이어 두 번 적혔습니다"
                self.problems.append(Problem(line, what, "하나만 남기십시오", "duplicate"))
            else:
                entries[key] = child
        return entries

    def _refuse_magic(self, event: Any) -> None:
        if isinstance(event, AliasEvent):
            self._note(
                event, f"다른 곳을 가리키는 표시 '*{event.anchor}'[은/는] 쓸 수 없습니다", "값을 그대로 적으십시오"
            )
        elif event.anchor is not None:
            self._note(event, f"되쓰기 표시 '&{event.anchor}'[은/는] 쓸 수 없습니다", "표시를 지우십시오")
        if getattr(event, "tag", None) is not None:
            self._note(event, f"자료형 표시 '{event.tag}'[은/는] 쓸 수 없습니다", "표시를 지우고 값만 적으십시오")

    def _note(self, event: Any, what: str, right: str) -> None:
        self.problems.append(Problem(event.start_mark.line + 1, what, right))


def _explain(error: MarkedYAMLError) -> Problem:
    """Say in Korean what the YAML parser stumbled over."""
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark is not None else 1
    said = repr(error.problem or error.context or "")
    for sign, what, right in _CAUSES:
        if sign in said:
            if sign == "unexpected end of stream" and error.context_mark is not None:
                line = error.context_mark.line + 1
            return Problem(line, what, right)
    return Problem(line, "YAML로 읽을 수 없습니다", "들여쓰기, 따옴표, 괄호를 살피십시오")


def _line_of_control(text: str) -> int:
    for index, char in enumerate(text):
        if char not in "\n\r\t" and not char.isprintable() and not char.isspace():
            return text.count("\n", 0, index) + 1
    return 1
