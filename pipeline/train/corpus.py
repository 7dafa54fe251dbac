"""The labelled corpus: passages, whole contracts, and the library's own wording.

A passage is judged on itself for one element and says nothing about the others. A
contract is labelled for every element with the quotes that decide; its other units are
negatives. Files: `phrases/<lang>.tsv` (element, lang, label, style, text) and
`NAME.txt|md` with `NAME.tsv` (element, label, quote ¦ quote), in one folder or in the
sibling folders `documents` and `labels`. `families.tsv` (name, family) names contracts that
come from one source: they are left out together; any other contract is a family by itself.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.bindings import bind_document
from pipeline.match.contexts import contexts
from pipeline.match.rules import Context
from pipeline.model import Contract, Document, Library
from pipeline.parse import parse
from pipeline.read import read_bytes
from pipeline.units import Unit, units

LABELS = ("present", "contrary", "absent")
LANGUAGES = ("ko", "en")
HELD_OUT = 0
"""The fold of the passages that measure and never train what is measured."""
_FOLDS = 8
_SPACE = re.compile(r"[\s\u200b\ufeff]")


@dataclass(frozen=True)
class Passage:
    """A labelled passage: its units and contexts, the element it was written for, the label."""

    units: tuple[Unit, ...]
    contexts: tuple[Context, ...]
    element: str
    label: str
    style: str
    text: str
    fold: int
    """Passages of one fold are left out together; the figures for passages are those of the fold `HELD_OUT`."""

    @property
    def held_out(self) -> bool:
        """True if the passage measures and never trains what is measured."""
        return self.fold == HELD_OUT


@dataclass(frozen=True)
class LabelledContract:
    """A labelled contract; `marks[i]` maps elements to the label that unit `i` supports."""

    name: str
    document: Document
    contract: Contract
    units: tuple[Unit, ...]
    contexts: tuple[Context, ...]
    labels: dict[str, str]
    marks: tuple[dict[str, str], ...]
    family: str


def read_labels(path: Path) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return element -> (label, quotes) of a label file; raises ValueError for an unknown label."""
    rows: dict[str, tuple[str, tuple[str, ...]]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        element, label, *rest = line.split("\t")
        if label not in LABELS:
            raise ValueError(f"{path}:{number}: unknown label {label!r}")
        rows[element] = (label, tuple(q.strip() for q in (rest[0] if rest else "").split("¦") if q.strip()))
    return rows


def passages(path: Path, library: Library) -> tuple[Passage, ...]:
    """Return the labelled passages of a phrase file.

    In the file named after its language alone, every fifth passage within each style and
    label is held out (`HELD_OUT`), in the order of the SHA-256 of its line.
    """
    listed = [
        tuple(line.split("\t"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith(("#", "element\t"))
    ]
    held = _fifth(listed) if path.stem in LANGUAGES else frozenset()
    found = []
    for number, (element, lang, label, style, text) in enumerate(listed):
        cut, ready = passage_contexts(text, library, lang)
        fold = HELD_OUT if number in held else 1 + int(_digest(text), 16) % _FOLDS
        found.append(Passage(cut, ready, element, label, style, text, fold))
    return tuple(found)


def _fifth(listed: Sequence[tuple[str, ...]]) -> frozenset[int]:
    """Return the numbers of every fifth passage by the digest of its line, within each style and label."""
    groups: dict[tuple[str, str], list[int]] = {}
    for number in sorted(range(len(listed)), key=lambda i: _digest("\t".join(listed[i]))):
        groups.setdefault((listed[number][3], listed[number][2]), []).append(number)
    return frozenset(number for group in groups.values() for number in group[::5])


def chance(key: str) -> float:
    """Return a number from 0 to 1 that depends on nothing but `key`."""
    return int(_digest(key)[:8], 16) / 16**8


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def passage_contexts(text: str, library: Library, lang: str) -> tuple[tuple[Unit, ...], tuple[Context, ...]]:
    """Return the units and contexts of a stand-alone passage."""
    cut = units(parse(read_bytes("passage.txt", text.encode("utf-8"))))
    return cut, contexts(cut, bind_document(text, library.roles, lang))


def labelled_contracts(folders: Sequence[Path], lang: str, library: Library) -> tuple[LabelledContract, ...]:
    """Return the labelled contracts of `lang` in `folders`, by name; a name counts once."""
    found: dict[str, LabelledContract] = {}
    families = {name: family for folder in folders for name, family in _families(folder / "families.tsv")}
    for path, labels in sorted(_pairs(folders, lang), key=lambda p: p[0].stem):
        if path.stem not in found:
            family = families.get(path.stem, path.stem)
            found[path.stem] = labelled_contract(path, read_labels(labels), library, lang, family)
    return tuple(found.values())


def _families(path: Path) -> Iterable[tuple[str, str]]:
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                name, family = line.split("\t")
                yield name, family


def _pairs(folders: Sequence[Path], lang: str) -> Iterable[tuple[Path, Path]]:
    for folder in folders:
        documents = folder / "documents" if (folder / "documents").is_dir() else folder
        labels = folder / "labels" if (folder / "labels").is_dir() else folder
        for path in sorted(documents.glob(f"{lang}-*")):
            if path.suffix in (".txt", ".md") and (labels / f"{path.stem}.tsv").exists():
                yield path, labels / f"{path.stem}.tsv"


def labelled_contract(
    path: Path, labels: dict[str, tuple[str, tuple[str, ...]]], library: Library, lang: str, family: str
) -> LabelledContract:
    """Return a contract with its units marked by the quotes of `labels`."""
    document = read_bytes(path.name, path.read_bytes())
    contract = parse(document)
    cut = units(contract)
    ready = contexts(cut, bind_document(document.text, library.roles, lang))
    judged = {element: label for element, (label, _) in labels.items()}
    marks = _marks(document.text, cut, labels)
    return LabelledContract(path.stem, document, contract, cut, ready, judged, marks, family)


def _marks(
    text: str, cut: Sequence[Unit], labels: dict[str, tuple[str, tuple[str, ...]]]
) -> tuple[dict[str, str], ...]:
    squeezed = _SPACE.sub("", text)
    at = [0] * (len(text) + 1)
    for i, ch in enumerate(text):
        at[i + 1] = at[i] + (0 if _SPACE.match(ch) else 1)
    marks: tuple[dict[str, str], ...] = tuple({} for _ in cut)
    for element, (label, quotes) in labels.items():
        spans = [span for quote in quotes for span in _places(squeezed, _SPACE.sub("", quote))]
        for mark, unit in zip(marks, cut, strict=True):
            if label != "absent" and any(_covers((at[unit.start], at[unit.end]), span) for span in spans):
                mark[element] = label
    return marks


def _places(text: str, needle: str) -> list[tuple[int, int]]:
    found, start = [], text.find(needle) if needle else -1
    while start >= 0:
        found.append((start, start + len(needle)))
        start = text.find(needle, start + 1)
    return found


def _covers(unit: tuple[int, int], quote: tuple[int, int]) -> bool:
    """True if unit and quote share enough to mean the same passage."""
    shared = min(unit[1], quote[1]) - max(unit[0], quote[0])
    return shared > 12 or (shared > 0 and shared >= 0.5 * min(unit[1] - unit[0], quote[1] - quote[0]))
