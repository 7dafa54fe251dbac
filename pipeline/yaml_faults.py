"""What keeps a YAML text from being read: the problems, and the parser's complaints in Korean."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ruamel.yaml.error import MarkedYAMLError

# A name with its colon and, where a space should be, the value: 'name:한빛은행'. Not a URL or a time.
_JAMMED = re.compile(r"\s*(?:- +)*(?P<name>[A-Za-z_][A-Za-z_0-9]*):(?![\s/]|$)")
_CAUSES = (
    ("\\t", "탭 문자로 들여 썼습니다", "공백으로 들여 쓰십시오"),
    ("that cannot start any token", "값이 YAML에서 따로 쓰는 기호로 시작합니다", "값을 작은따옴표로 묶으십시오"),
    ("unexpected end of stream", "따옴표가 닫히지 않았습니다", "따옴표를 닫으십시오"),
    ("expected ',' or", "대괄호나 중괄호가 닫히지 않았습니다", "괄호를 닫고 항목을 쉼표로 나누십시오"),
    ("expected <block end>", "들여쓰기가 어긋났습니다", "같은 단계의 항목을 같은 칸에 맞추십시오"),
    ("undefined alias", "다른 곳을 가리키는 표시(*)를 썼습니다", "값을 그대로 적으십시오"),
)
_COLONS = (
    (
        "mapping values are not allowed",
        "값 안에 ': '가 있거나 들여쓰기가 어긋났습니다",
        "값을 작은따옴표로 묶거나 들여쓰기를 맞추십시오",
    ),
    ("could not find expected ':'", "이름 뒤에 ':'이 없습니다", "'이름: 값'의 꼴로 쓰십시오"),
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that keeps a text from being read: where, what, and what would be right."""

    line: int
    what: str
    right: str
    rule: str = "syntax"
    path: str = ""
    """Where in the tree, 'locations[2].country', or '' where that is not known."""


class UnreadableYamlError(Exception):
    """The text is not YAML of the accepted kind; `problems` holds every reason found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{p.line}: {p.what}" for p in problems))
        self.problems = problems


def jammed(text: str) -> str:
    """Return the name in a text like 'name:한빛은행', where the space after the colon is missing, else ''."""
    found = _JAMMED.match(text)
    return found["name"] if found else ""


UNKNOWN = Problem(1, "YAML로 읽을 수 없습니다", "들여쓰기, 따옴표, 괄호를 살피십시오")


def explain(error: MarkedYAMLError, text: str) -> Problem:
    """Say in Korean what the YAML parser stumbled over, and where the writer went wrong."""
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark is not None else 1
    said = repr(error.problem or error.context or "")
    if "mapping values are not allowed" in said or "could not find expected ':'" in said:
        return _jammed_before(text, line) or _colon_problem(error, said, line)
    for sign, what, right in _CAUSES:
        if sign in said:
            if sign == "unexpected end of stream" and error.context_mark is not None:
                line = error.context_mark.line + 1
            return Problem(line, what, right)
    return replace(UNKNOWN, line=line)


def _colon_problem(error: MarkedYAMLError, said: str, line: int) -> Problem:
    _sign, what, right = _COLONS["mapping" not in said]
    # The parser notices a name without its colon one line later.
    if "mapping" not in said and error.context_mark is not None:
        line = error.context_mark.line + 1
    return Problem(line, what, right)


def _jammed_before(text: str, line: int) -> Problem | None:
    """The line, at or above `line` of the same run of lines, on which a name stands without a space."""
    lines = re.split("\r\n|\r|\n", text)[:line]
    for number in range(len(lines), 0, -1):
        name = jammed(lines[number - 1])
        if name:
            return Problem(number, f"'{name}:' 뒤에 빈칸이 없습니다", f"'{name}: 값'처럼 한 칸 띄우십시오")
        if number < line and re.match(r"\s*(?:- +)*[^#'\"]+: ", lines[number - 1]):
            return None
    return None
