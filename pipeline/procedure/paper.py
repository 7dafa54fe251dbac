"""What a document of the procedure says, free of any file format. Written as files by `pipeline.procedure.render`.

Everything is text in Korean. A text may have several lines ('\n'). A place that a person has to fill is `【…】`: it
stays visible in every format and is listed at the end of the document (`blanks`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TypeAlias

from pipeline.stamp import Stamp
from pipeline.yaml_nodes import Plain

BLANK = re.compile("【[^【】]*】")
OPEN, TICKED = "☐", "☑"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. As a `note` it is set smaller."""

    text: str
    note: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the heads, the shares of the width (any unit), the rows.

    `title` stands above it and names its sheet in a workbook. `choices`: for a column (from 0) the values that a
    workbook offers there; each is short and without a comma (a list of Excel takes 255 characters in all).
    """

    heads: tuple[str, ...]
    shares: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    choices: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raise ValueError where rows and shares do not fit the heads, or a list of choices does not fit Excel."""
        width = len(self.heads)
        if len(self.shares) != width or any(len(row) != width for row in self.rows):
            raise ValueError(f"a grid of {width} columns has a row or shares of another number")
        for column, values in self.choices.items():
            if column >= width or any("," in v or '"' in v for v in values) or len(",".join(values)) > 255:
                raise ValueError(f"the choices of column {column} cannot be offered by a workbook")


@dataclass(frozen=True, slots=True)
class Form:
    """Rows of a label and what is said about it."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """Rows of a role and a name ('【성명】' where it is open), each with room to sign and to date."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """The legal source of what stands above, with its edition (`Inputs.cite`)."""

    text: str


Block: TypeAlias = Text | Bullets | Grid | Form | Signatures | SourceLine


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of a paper."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A document. `kind` is its stable id ('importance-result'), `mark` the word above the title ('안', '양식').

    `by_hand`: what stands in the blanks that are written on the printed paper, beside those of `Signatures`.
    `returns`: it is filled elsewhere and comes back as another file (a form, a draft to be signed).
    `data`: what other programs read from its JSON, as further keys of the outermost object.
    """

    kind: str
    title: str
    cover: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    addressee: str = ""
    mark: str = ""
    by_hand: tuple[str, ...] = ()
    returns: bool = False
    data: Mapping[str, Plain] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Origin:
    """What a paper was made from; it stands in every file. `answers`: SHA-256 over all inputs of the stage.

    `edition` is its title. `stamp` says for programs from which library, for which edition and day it was made.
    """

    case: str
    as_of: dt.date
    edition: str
    library: str
    answers: str
    stamp: Stamp

    @property
    def line(self) -> str:
        """All of it on one line."""
        return (
            f"사건 {self.case} · 기준일 {self.as_of} · {self.edition} · 라이브러리 {self.library} · "
            f"답변 {self.answers[:12]}"
        )


@dataclass(frozen=True, slots=True)
class Blank:
    """A place to fill: the section, what stands in the brackets, and how often.

    `by_hand`: it is written on the printed paper (a signature, the number of a letter); the paper is complete without.
    """

    section: str
    text: str
    times: int
    by_hand: bool = False


COVER = "표지"


def blanks(paper: Paper) -> tuple[Blank, ...]:
    """Return the blanks of a paper by section, in order; equal ones of a section are counted together."""
    found: dict[tuple[str, str, bool], int] = {}
    for section, block, text in _places(paper):
        for blank in BLANK.findall(text):
            key = section, blank, isinstance(block, Signatures) or blank.strip("【】") in paper.by_hand
            found[key] = found.get(key, 0) + 1
    return tuple(Blank(section, text, times, by_hand) for (section, text, by_hand), times in found.items())


def to_fill(paper: Paper) -> tuple[Blank, ...]:
    """Return the blanks that have to be filled before the paper is filed: all but those that are written by hand."""
    return () if paper.returns else tuple(blank for blank in blanks(paper) if not blank.by_hand)


def told_blanks(found: Iterable[Blank]) -> str:
    """Return where blanks are: '표지 1곳, 표결 6곳'."""
    times: dict[str, int] = {}
    for blank in found:
        times[blank.section] = times.get(blank.section, 0) + blank.times
    return ", ".join(f"{section} {number}곳" for section, number in times.items())


def by_name(found: Mapping[str, tuple[Blank, ...]]) -> dict[str, tuple[Blank, ...]]:
    """Return the blanks of documents (path -> blanks) by name: one that has several formats is one."""
    named: dict[str, tuple[Blank, ...]] = {}
    for path, blanks_left in found.items():
        name = PurePosixPath(path).stem
        named[name] = max(named.get(name, ()), blanks_left, key=total)
    return named


def total(found: Iterable[Blank]) -> int:
    """Return the number of places."""
    return sum(blank.times for blank in found)


def texts(paper: Paper) -> Iterator[tuple[str, str]]:
    """Yield every text of the body with its section, in the order in which it is read; the title is not among them."""
    yield from ((section, text) for section, _, text in _places(paper))


def _places(paper: Paper) -> Iterator[tuple[str, Block | None, str]]:
    yield COVER, None, paper.addressee
    for row in paper.cover:
        yield from ((COVER, None, text) for text in row)
    for section in paper.sections:
        for block in section.blocks:
            yield from ((section.heading, block, text) for text in _texts(block))


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Text | SourceLine):
        yield block.text
    elif isinstance(block, Bullets):
        yield from block.items
    elif isinstance(block, Grid):
        yield block.title
        yield from block.heads
        for row in block.rows:
            yield from row
    else:
        for row in block.rows:
            yield from row
