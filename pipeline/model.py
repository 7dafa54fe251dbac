"""The types that the stages hand to each other: frozen, without behaviour of their own.

Two lines run over one `Contract`: read -> parse -> match -> judge -> report, library -> select -> assemble -> render.
Offsets are character offsets (Python `str` indices) into `Document.text`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum


class Judgement(StrEnum):
    """What a document says about one element."""

    PRESENT = "present"
    CONTRARY = "contrary"
    ABSENT = "absent"
    UNREAD = "unread"


class Outcome(StrEnum):
    """How the reading of one file ended (reliability.md, section 6); every input ends in exactly one."""

    OK = "OK"
    OK_WITH_WARNINGS = "OK_WITH_WARNINGS"
    REFUSED = "REFUSED"
    LIMIT = "LIMIT"
    DAMAGED = "DAMAGED"
    NEEDS_PASSWORD = "NEEDS_PASSWORD"
    NEEDS_OCR = "NEEDS_OCR"


class Status(StrEnum):
    """What a document says about one requirement (catalogue order, first match wins)."""

    CONTRARY = "contrary"
    UNREAD = "unread"
    MISSING = "missing"
    PARTIAL = "partial"
    SATISFIED = "satisfied"
    NOT_DUE = "not_due"


@dataclass(frozen=True, slots=True)
class Block:
    """A run of the raw text that the file keeps together.

    `kind` is paragraph, heading, row (a table row, cells parted by a tab) or note (foot- and endnotes). `label` is an
    automatic number that the file computes and does not store as text (Word numbering); it is not part of
    `text[start:end]`. `page` counts from 1 and is None where the format has no pages. `confidence` (0..1) is that of a
    recognised text (OCR), None for text that the file holds.
    """

    kind: str
    start: int
    end: int
    page: int | None = None
    label: str = ""
    level: int = 0
    style: str = ""
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of the file that holds something we could not read as text."""

    where: str
    reason: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A tracked change that nobody has accepted or rejected yet.

    `kind`: insert, delete, move_from, move_to, row_insert, row_delete, cell_insert, cell_delete. `text`: what was
    inserted or deleted; a paragraph mark is a newline. `place`: the offset in `Document.text` where it begins or was
    taken out, -1 in a header or footer. `date` as the file writes it (ISO 8601), '' where it does not.
    """

    kind: str
    text: str
    author: str
    date: str
    place: int


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment in the margin. `quote` is the text it is on, from `place` in `Document.text`; place -1 = nowhere."""

    author: str
    date: str
    text: str
    place: int
    quote: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: its raw text, where the blocks lie, and what was not read.

    `text` is the reading with all tracked changes accepted; `changes` keeps apart what they take out and put in.
    `comments` and `margins` (the texts of headers and footers, each once) are never judged.
    """

    name: str
    sha256: str
    format: str
    text: str
    blocks: tuple[Block, ...]
    unread: tuple[Unread, ...] = ()
    warnings: tuple[str, ...] = ()
    encoding: str = ""
    pages: int | None = None
    changes: tuple[Change, ...] = ()
    comments: tuple[Comment, ...] = ()
    margins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """An inline mark over `Paragraph.text[start:end]` of a drafted paragraph.

    `kind` and `target`: blank (unfilled) or value (filled), blank name; ref, clause id; term, term id.
    """

    kind: str
    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One numbered or unnumbered paragraph of an article.

    `level`: 0 body of the article without a number, 1 항 (①), 2 호 (1.), 3 목 (가.), 4 deeper. `label` as printed.
    `kind`: text, row (table row; `cells`), header_row. `start`/`end`: offsets of `text` in the document, -1 for a
    draft. `serves` and `id` are set on drafts only.
    """

    level: int
    label: str
    text: str
    start: int = -1
    end: int = -1
    page: int | None = None
    kind: str = "text"
    cells: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    serves: tuple[str, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """An article or annex.

    `number` as printed: '제12조', '제12조의2', '별지 1', 'Article 3', '4.2', or ''. `kind`: preamble (전문), article,
    annex, closing (signature block), contents. `chapter`: '제2장 서비스의 제공' or ''. `start`/`end`: the whole article
    in the document, heading included; -1 for a draft. `clause`: clause id of a draft.
    """

    number: str
    title: str
    paragraphs: tuple[Paragraph, ...]
    kind: str = "article"
    chapter: str = ""
    start: int = -1
    end: int = -1
    page: int | None = None
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract, drafted or parsed."""

    title: str
    articles: tuple[Article, ...]
    language: str = "ko"


# ---------------------------------------------------------------- the clause library


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """One dated legal source of a requirement. `until` is the last day, None = in force."""

    source: str
    law: str
    article: str
    edition: str
    title: str
    in_force: dt.date
    until: dt.date | None
    checked: dt.date


@dataclass(frozen=True, slots=True)
class Requirement:
    """A required item (기재사항); `elements` by edition ('2023', '2025')."""

    id: str
    tier: str
    title: str
    guide: str
    bases: tuple[LegalBasis, ...]
    elements: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which a contract can say (or deny) an element.

    Every group of `needs` must be hit in one unit (a sentence with its lead-in), none of `unless`. `by`: whose act it
    is (provider, customer, authority, any). `way`: the moods of the main predicate that count (does, may, not, efforts,
    any). `near`: the widest span in characters without spaces that holds all needs, or 0. `title`: words of which one
    must stand in the article heading, or ().
    """

    name: str
    needs: tuple[tuple[str, ...], ...]
    unless: tuple[str, ...] = ()
    by: str = "any"
    way: tuple[str, ...] = ("does",)
    near: int = 0
    title: tuple[str, ...] = ()
    turns: bool = True


@dataclass(frozen=True, slots=True)
class Element:
    """One element (요소): what it means, how it is recognised, its example sentences.

    `efforts_suffice`: a duty to make efforts (노력한다) is enough for it (codebook).
    """

    id: str
    title: str
    weight: str
    when: str
    means: str
    why: str
    contrary_effect: str
    present: dict[str, tuple[Rule, ...]]
    contrary: dict[str, tuple[Rule, ...]]
    examples: dict[str, dict[str, tuple[str, ...]]]
    limits: str = ""
    efforts_suffice: bool = False


@dataclass(frozen=True, slots=True)
class ClauseParagraph:
    """A paragraph of clause wording with `{{ blank }}`, `{{ ref clause-id }}`, `[은/는]`; `en`: in English.

    `items_from: terms` lists the defined terms in use as its items.
    """

    id: str
    text: str
    serves: tuple[str, ...] = ()
    only_if: tuple[str, ...] = ()
    items: tuple[ClauseParagraph, ...] = ()
    items_from: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of an annex: fixed `rows`, or one row for each entry of a deal list; `en`: the same in English."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    each: str = ""
    cells: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()
    serves: tuple[str, ...] = ()
    en: Table | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """A fallback of a clause: what may be offered where its own wording is refused.

    `name`: 'acceptable' (수용가능) or 'last' (최후); the clause's own wording is 'preferred' (우선).
    `paragraphs`: all paragraphs of the clause at this position. `note`: what is given up, in Korean.
    """

    name: str
    note: str
    paragraphs: tuple[ClauseParagraph, ...]
    needs_approval: bool = False


@dataclass(frozen=True, slots=True)
class Negotiation:
    """What the negotiator of a clause is told, in Korean; never part of a contract.

    `why` it is asked for, `answers`: what providers usually answer, `keep`: what must not be given up, `allows`: what
    the guide allows ('' if it says nothing).
    """

    why: str
    answers: str
    keep: str
    allows: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """An article (or annex) of our own wording; `positions`: its fallbacks, the nearest first."""

    id: str
    title: str
    chapter: str
    order: int
    paragraphs: tuple[ClauseParagraph, ...]
    only_if: tuple[str, ...] = ()
    kind: str = "article"
    tables: tuple[Table, ...] = ()
    version: str = "1"
    checked: dt.date | None = None
    note: str = ""
    title_en: str = ""
    positions: tuple[Position, ...] = ()
    negotiation: Negotiation | None = None


@dataclass(frozen=True, slots=True)
class Blank:
    """A typed blank of the clause wording and where a deal sheet fills it."""

    name: str
    type: str
    ask: str
    source: str
    default: str = ""
    unit: str = ""
    choices: tuple[str, ...] = ()
    ask_en: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A defined term of our drafts."""

    id: str
    term: str
    definition: str
    only_if: tuple[str, ...] = ()
    term_en: str = ""
    definition_en: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of a deal that switches clauses: closed list, one test each."""

    id: str
    title: str
    negative: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition (판) of 별표 2의5. `until` is the last day, None = in force."""

    id: str
    title: str
    notice: str
    in_force: dt.date
    until: dt.date | None


@dataclass(frozen=True, slots=True)
class AddendumFrame:
    """What every addendum (부속합의서) holds besides the clauses that close gaps.

    `clauses`: purpose, definitions, precedence, effect, signature, by id. `phrases`: language -> name -> wording that
    ties them to a vendor's document. `words`: language -> id of a term -> how vendors call the same thing.
    """

    title: str
    title_en: str
    clauses: dict[str, Clause]
    phrases: dict[str, dict[str, str]]
    words: dict[str, dict[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Library:
    """The whole clause library, every id resolved. `english`: section -> word -> English."""

    version: str
    released: dt.date
    editions: tuple[Edition, ...]
    requirements: dict[str, Requirement]
    elements: dict[str, Element]
    clauses: dict[str, Clause]
    chapters: tuple[tuple[str, str], ...]
    blanks: dict[str, Blank]
    terms: dict[str, Term]
    facts: dict[str, Fact]
    words: dict[str, dict[str, tuple[str, ...]]]
    roles: dict[str, dict[str, tuple[str, ...]]]
    fingerprint: str = ""
    english: dict[str, dict[str, str]] = field(default_factory=dict)
    addendum: AddendumFrame | None = None


# ---------------------------------------------------------------- a review


@dataclass(frozen=True, slots=True)
class Passage:
    """A quoted passage: `text` is `Document.text[start:end]`, character by character."""

    document: str
    locator: str
    text: str
    start: int
    end: int
    page: int | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ElementFinding:
    """The judgement of one element with its evidence.

    `confidence` in 0..1. `certain` is False where a person should look (확인 필요). `looked_at`: locators of the
    articles nearest to an absent element; `nearest`: the passages there. `reasons`: Korean sentences.
    """

    element: str
    judgement: Judgement
    confidence: float
    certain: bool
    evidence: tuple[Passage, ...] = ()
    nearest: tuple[Passage, ...] = ()
    looked_at: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RequirementFinding:
    """The status of one requirement and the due elements behind it."""

    requirement: str
    status: Status
    due: tuple[str, ...]
    present: tuple[str, ...]
    absent: tuple[str, ...]
    contrary: tuple[str, ...]
    unread: tuple[str, ...]
    excused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a review or draft is judged under.

    `importance`: 'critical' (중요) or 'non_critical' (비중요). `facts`: ids that hold. `assumed`: the facts were not
    given and all are taken to hold.
    """

    as_of: dt.date
    edition: str
    importance: str
    facts: frozenset[str]
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """One document (or set) judged against the library."""

    documents: tuple[Document, ...]
    contract: Contract
    conditions: Conditions
    library_version: str
    library_fingerprint: str
    elements: dict[str, ElementFinding]
    requirements: dict[str, RequirementFinding]
    unread: tuple[Unread, ...] = ()
    warnings: tuple[str, ...] = ()
    parties: dict[str, tuple[str, ...]] = field(default_factory=dict)
