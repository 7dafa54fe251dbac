"""Faults of the clause library: a stable rule id, the place, what is wrong, what is right."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.errors import LibraryError
from pipeline.particles import fit

KeyPath = tuple[str | int, ...]
"""The way to a value inside a file: keys and list positions (from 0)."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `line` counts from 1 and is 0 where only file and key are known."""

    rule: str
    file: str
    path: KeyPath
    what: str
    right: str
    line: int = 0

    @property
    def key(self) -> str:
        """The place as text, positions counted from 1: 'paragraphs[2].text'."""
        out = ""
        for step in self.path:
            out += f"[{step + 1}]" if isinstance(step, int) else ("." if out else "") + step
        return out

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        key = f" {self.key}:" if self.path else ""
        return fit(f"{self.rule} {place}:{key} {self.what}. {self.right}.")


class LibraryFaultsError(LibraryError):
    """The library cannot be used; `faults` holds every reason, the message lists them."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        head = f"조항 라이브러리에 고칠 곳이 {len(faults)}개 있습니다."
        super().__init__("\n".join([head, *map(str, faults)]))


def in_order(faults: list[Fault]) -> tuple[Fault, ...]:
    """Return the faults by file, line, key and rule, each once."""
    unique = dict.fromkeys(faults)
    return tuple(sorted(unique, key=lambda f: (f.file, f.line, f.key, f.rule, f.what)))
