"""Whose a table row is, where the table divides tasks between the parties.

A cell that holds nothing but a party's name says so, or a mark (○, ✓, X) in the column that a party's name heads.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.units import Unit

_PARTIES = {"제공자": "provider", "금융회사": "customer", "provider": "provider", "customer": "customer"}
_MARK = re.compile(r"[○●◯◎✓✔√☑■Vv]|[XxOo](?=$)|예|담당|주관|해당|(?i:yes|lead|owner|r|a|r/a)")
_BORDER = re.compile(r"^\s*\||\|\s*$")


def row_party(unit: Unit, rewritten: Callable[[str], str]) -> str:
    """Return provider or customer for a row that a column gives to one party alone, else ''.

    `rewritten` puts the canonical words for the names of the parties.
    """
    cells = [_party(cell, rewritten) for cell in _cells(unit.text)]
    named = {party for party in cells[1:] if party}
    if named:
        return named.pop() if len(named) == 1 else ""
    header = _cells(unit.lead.split("\n", 1)[0])
    texts = _cells(unit.text)
    marked = {
        party
        for head, cell in zip(header, texts, strict=False)
        if (party := _party(head, rewritten)) and _MARK.fullmatch(cell)
    }
    return marked.pop() if len(marked) == 1 else ""


def _cells(row: str) -> list[str]:
    if "\t" in row:
        return [cell.strip() for cell in row.split("\t")]
    return [cell.strip() for cell in _BORDER.sub("", row).split("|")] if "|" in row else []


def _party(cell: str, rewritten: Callable[[str], str]) -> str:
    return _PARTIES.get(rewritten(cell).strip().lower().removeprefix("the "), "") if 0 < len(cell) <= 20 else ""
