"""What a document of the procedure says, free of any file format. Written as files by `pipeline.procedure.render`.

Everything is text in Korean. A text may have several lines ('\n'). A place that a person has to fill is `【…】`: it
stays visible in every format and is listed at the end of the document (`blanks`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
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

    `data`: what other programs read from its JSON, as further keys of the outermost object.
    """

    kind: str
    title: str
    cover: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    addressee: str = ""
    mark: str = ""
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
    """A place to fill: the section, what stands in the brackets, and how often."""

    section: str
    text: str
    times: int


COVER = "표지"


def blanks(paper: Paper) -> tuple[Blank, ...]:
    """Return the blanks of a paper by section, in order; equal ones of a section are counted together."""
    found: dict[tuple[str, str], int] = {}
    for section, text in texts(paper):
        for blank in BLANK.findall(text):
            found[section, blank] = found.get((section, blank), 0) + 1
    return tuple(Blank(section, text, times) for (section, text), times in found.items())


def texts(paper: Paper) -> Iterator[tuple[str, str]]:
    """Yield every text of the body with its section, in the order in which it is read; the title is not among them."""
    yield COVER, paper.addressee
    for row in paper.cover:
        yield from ((COVER, text) for text in row)
    for section in paper.sections:
        for block in section.blocks:
            yield from ((section.heading, text) for text in _texts(block))


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
