"""The commented starter of a deal sheet, written from the schema itself."""

from __future__ import annotations

import re
from typing import Any

from pipeline.deal.fields import Kind, Spec, specs
from pipeline.deal.schema import Deal

_HEAD = """\
# 거래명세서 — finclause draft가 읽는 유일한 입력이다.
#
# - [필수]라고 적힌 칸은 반드시 채운다. 어떤 조항이 필요한지가 그 답에 달려 있다.
# - 나머지 칸은 비워 두면 계약서에 【 】로 남고 표지에 목록이 실린다.
# - 날짜는 2026-11-27, 여부는 예/아니오, 며칠인지는 단위 없이 30처럼 적는다.
# - '-'로 시작하는 목록은 같은 꼴을 되풀이하여 몇 건이든 적는다. 없는 것이 확실하면 []라고 적는다.
# - 값에 ': '이나 '#'이 들어가면 작은따옴표로 묶는다. 예: '목표: 99.9%'
"""
_COLUMN = 36


def starter(*, assessment: str = "") -> str:
    """Return the text of a starter sheet: all fields, each explained, none filled.

    `assessment`: the file that the sheet takes the importance from, where it is known beforehand.
    """
    lines = [_HEAD]
    for key, spec in specs(Deal).items():
        lines.extend(_field(key, spec, 0))
        lines.append("")
    text = "\n".join(lines)
    if assessment:
        text = re.sub(r"(\n +importance_assessment:) *(?=#)", lambda found: f"{found[1]} '{assessment}'  ", text)
    return text


def _field(key: str, spec: Spec, depth: int) -> list[str]:
    pad = "  " * depth
    if spec.kind is Kind.RECORD and spec.item is not None:
        return [_commented(f"{pad}{key}:", spec), *_fields(spec.item, depth + 1)]
    if spec.kind is Kind.RECORDS and spec.item is not None:
        inner = _fields(spec.item, depth + 2)
        inner[0] = inner[0].replace("  " * (depth + 2), "  " * (depth + 1) + "- ", 1)
        return [_commented(f"{pad}{key}:", spec), *inner]
    return [_commented(f"{pad}{key}:", spec)]


def _fields(record: type[Any], depth: int) -> list[str]:
    return [line for key, spec in specs(record).items() for line in _field(key, spec, depth)]


def _commented(start: str, spec: Spec) -> str:
    parts = [("[필수] " if spec.required else "") + spec.title]
    if spec.choices:
        parts.append(
            ("[" + ", ".join(spec.choices) + "]에서 고른 목록")
            if spec.kind is Kind.CHOICES
            else " | ".join(spec.choices)
        )
    if spec.help:
        parts.append(spec.help)
    return f"{start:<{_COLUMN}}# {'. '.join(parts)}"
