"""What a stage of the procedure is: data and answers in, a judged result and documents out.

A stage is a value (`Stage`): what it reads is declared, so that what its documents were made from can be told apart
from what they were not. `read`, `judge` and `papers` are pure functions of what they are given.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pipeline.deal import Deal
from pipeline.library.procedure import Cited, Procedure
from pipeline.library.view import View
from pipeline.model import Edition
from pipeline.procedure.paper import Blank, Origin, Paper
from pipeline.yaml_nodes import Plain

D = TypeVar("D")
A = TypeVar("A")
R = TypeVar("R", bound="Result")

HEAD_FACTS = (
    "financial_company.name", "financial_company.kind", "provider.name", "service.name", "business.name",
)  # fmt: skip
"""Places of the deal sheet that every stage reads: they stand on its documents."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something to be answered. `path`: where, in the words of the file ('items.function.grade'); `ask`: Korean.

    `file` is 'case' for the section of the stage in case.yaml, 'deal' for the deal sheet.
    """

    path: str
    ask: str
    file: str = "case"


def place(stage: str, question: Question) -> str:
    """Return where a question of a stage is answered: 'case.yaml importance.items.function.grade'."""
    if question.file == "deal":
        return f"거래명세서 {question.path}"
    return f"case.yaml {stage}.{question.path}"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a result is what it is: a Korean sentence, and its legal source (`Inputs.cite`) or ''."""

    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """Something to be done until a day."""

    day: dt.date
    what: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a stage found; a stage adds fields of its own in a subclass. Complete when no question is open.

    `outcome`: one line of Korean for the screen, '' while incomplete. Fields are plain values, tuples, mappings and
    frozen dataclasses: their digest tells whether later stages have to be looked at again.
    """

    outcome: str = ""
    questions: tuple[Question, ...] = ()
    reasons: tuple[Reason, ...] = ()
    dues: tuple[Due, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inputs(Generic[D, A]):
    """All that `judge` and `papers` may use.

    `facts`: place of the deal sheet -> value (None: not said), those of the stage and HEAD_FACTS. `files`: name ->
    bytes of each file that the answers name (None: not there). `earlier`: stage id -> result, for `Stage.after`
    and `Stage.sees` as far as they have one. `states`: stage id -> word of its state, for `Stage.sees` (`State`).
    `deal`: the sheet as far as it is filled, for `Stage.whole_deal` alone. `written`: name -> bytes of the documents of
    `Stage.reads_back`, as far as they are as `build` wrote them from these very inputs. `unfilled`: stage id -> path of
    a document below the case folder -> the blanks that are to be filled, for `Stage.counts_blanks`.
    """

    case: str
    title: str
    as_of: dt.date
    edition: Edition
    procedure: Procedure
    data: D
    answers: A
    facts: Mapping[str, Any]
    files: Mapping[str, bytes | None] = field(default_factory=dict)
    earlier: Mapping[str, Result] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)
    deal: Deal | None = None
    written: Mapping[str, bytes] = field(default_factory=dict)
    unfilled: Mapping[str, Mapping[str, tuple[Blank, ...]]] = field(default_factory=dict)

    def cite(self, *places: Cited) -> str:
        """Return the legal source with the editions in force on the as-of date."""
        return self.procedure.cite(places, self.as_of)

    def result(self, stage: str, kind: type[R]) -> R | None:
        """Return the result of an earlier stage, None where it has none; TypeError where it is of another kind."""
        found = self.earlier.get(stage)
        if found is not None and not isinstance(found, kind):
            raise TypeError(f"{stage}: {type(found).__name__} is no {kind.__name__}")
        return found

    def named(self, place: str, ask: str) -> str:
        """Return the text that the deal sheet says at `place`, or a blank that asks for it."""
        return str(self.facts[place] or f"【{ask}】")


@dataclass(frozen=True, slots=True)
class Document:
    """A paper and the files that it becomes: `name` without suffix, below the folder of the stage."""

    name: str
    paper: Paper
    suffixes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A document that another line of the program makes (a draft, a report), with its suffix in `name`.

    `write`: what it was made from -> the bytes of the file, with that in it; the line has read them back.
    """

    name: str
    write: Callable[[Origin], bytes]


@dataclass(frozen=True, slots=True)
class Stage(Generic[D, A, R]):
    """One stage of the procedure.

    id: its section in case.yaml. chapter: of the guide, as text.
    data: the name of its file in clause_library/procedure/, '' for none.
    also: further files there that it reads (`Inputs.procedure.data[name]`).
    facts: the places of the deal sheet that it reads.
    after: stages whose complete results it needs; until then it waits.
    sees: stages whose results and states it reads as they are.
    files: the names of the files that a section mentions, relative to the case folder.
    read: section -> answers; a wrong value is a fault of the view, a missing one is not.
    judge: -> result.
    papers: -> documents, also of an incomplete result (with blanks).
    whole_deal: it reads the whole deal sheet; its `facts` are then all places on which its documents depend.
    reads_back: names (with suffix) of its own documents that hold the result of long work, which `papers` does and
    `judge` does not: until they are written from the inputs, the result is without it.
    counts_blanks: it reads which blanks the documents of the stages that it sees still have.
    starter: the commented YAML of its section, indented by two, for a new case.
    remarks: what the deal sheet (place -> value) says against a result, for the screen; no document depends on it.
    """

    id: str
    number: int
    title: str
    chapter: str
    data: str
    read: Callable[[View, D, Mapping[str, bytes | None], Procedure], A]
    judge: Callable[[Inputs[D, A]], R]
    papers: Callable[[Inputs[D, A], R], tuple[Document | Made, ...]]
    starter: Callable[[D, Procedure], str]
    facts: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    sees: tuple[str, ...] = ()
    whole_deal: bool = False
    reads_back: tuple[str, ...] = ()
    counts_blanks: bool = False
    files: Callable[[Mapping[str, Plain]], tuple[str, ...]] = lambda section: ()
    remarks: Callable[[Callable[[str], Any], R], tuple[str, ...]] = lambda fact, result: ()

    @property
    def folder(self) -> str:
        """The folder of its documents below the case folder: '문서/2 업무 중요도 평가'."""
        return f"문서/{self.number} {self.title}"
