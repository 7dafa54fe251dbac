"""The documents of a report in `procedure/report.yaml`: what is attached, the cover form, and the drafts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from pipeline.deal import entry_fields, places
from pipeline.deal.schema import DATA_KINDS
from pipeline.library.procedure.law import Cited, cited
from pipeline.library.view import BAD_VALUE, DUPLICATE_ID, View

STAGES = ("importance", "provider", "continuity", "committee", "contract")
"""The stages whose documents belong to a report."""

FACTS = (
    "contract.date", "contracting.form", "contracting.reseller.name", "contracting.reseller.role",
    "contracting.reseller.address", "contracting.reseller.representative", "provider.foreign", "provider.country",
    "provider.address", "provider.representative", "provider.registration_no", "service.models", "service.description",
    "business.description", "business.systems", "data", "locations", "subcontracting.allowed",
    "subcontracting.subcontractors",
    "audit.notice_days", "incident.notice_hours", "contacts",
    "financial_company.name", "financial_company.kind", "financial_company.representative", "provider.name",
    "service.name", "business.name",
)  # fmt: skip
"""The places of the deal sheet that the data may name: those that the stage reads."""


@dataclass(frozen=True, slots=True)
class Required:
    """A document of a group. `at`: its place in the law beside that of the group, or ''.

    It comes from a `stage`, from a `draft` of this stage, or is the document `same_as`. `signed`: it is there only
    as a file that a person made final; `reviewed`: it is stale when the review of the contract is. `name`: a short
    name for its folder; `without`: words in the names of documents of the stage that are not filed. `beside`: a stage
    whose documents with one of the words `beside_names` are filed with it, without making it complete.
    """

    id: str
    name: str
    title: str
    at: str
    stage: str
    draft: str
    same_as: str
    signed: bool
    reviewed: bool
    without: tuple[str, ...]
    beside: str
    beside_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """An attachment of the report. `response`: only where the reason and a plan are to be attached.

    `name`: a short name for its folder.
    """

    id: str
    number: int
    name: str
    title: str
    sources: tuple[Cited, ...]
    note: str
    response: bool
    documents: tuple[Required, ...]


@dataclass(frozen=True, slots=True)
class CoverForm:
    """The form of the report. `personal`: kinds of data it asks for; `assessed`: groups that are self-assessed."""

    title: str
    sources: tuple[Cited, ...]
    note: str
    personal: tuple[str, ...]
    assessed: tuple[str, ...]
    submit: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a draft: what the deal sheet says at `fact`, or what a person answers to `ask`.

    unit: what follows the number at `fact`.
    """

    id: str
    label: str
    fact: str
    ask: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: a field of the entries, or a place for each entry that asks."""

    head: str
    field: str
    ask: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the list at the place `of`. `none`: where the sheet says nothing, `empty`: where it says none.

    Where `never` is a place and the sheet says `value` there, there are no entries, whatever the list says.
    """

    of: str
    none: str
    empty: str
    never: str
    value: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a draft; where `when` is a place, only if the sheet says `value` there.

    `abroad`: it is about processing abroad; where there is none, `otherwise` stands in its place.
    """

    heading: str
    note: str
    when: str
    value: str
    abroad: bool
    otherwise: str
    rows: tuple[Row, ...]
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A document that is begun here, in every edition of the guide or in `editions` alone."""

    id: str
    title: str
    editions: tuple[str, ...]
    note: str
    parts: tuple[Part, ...]

    @property
    def asked(self) -> tuple[Row, ...]:
        """The rows that a person answers."""
        return tuple(row for part in self.parts for row in part.rows if row.ask)


def groups(view: View, known: Collection[str], made: Collection[str]) -> tuple[Group, ...]:
    """Return the groups of documents; `made` are the ids of the drafts, beside which 'event' is one."""
    found = tuple(_group(item, known, (*made, "event")) for item in view.each("groups"))
    names = [document.id for group in found for document in group.documents]
    _require_unique(view, names, "groups")
    for i, group in enumerate(found):
        for j, document in enumerate(group.documents):
            if document.same_as and document.same_as not in names:
                step = ("groups", i, "documents", j, "same_as")
                view.fault(BAD_VALUE, f"없는 서류입니다('{document.same_as}')", "서류의 id를 적으십시오", *step)
    return found


def _group(view: View, known: Collection[str], made: tuple[str, ...]) -> Group:
    found = Group(
        id=view.id(),
        number=view.integer("number"),
        name=view.text("name"),
        title=view.text("title"),
        sources=cited(view, known),
        note=view.text("note", optional=True),
        response=view.flag("response", False),
        documents=tuple(_required(item, made) for item in view.each("documents")),
    )
    view.close()
    return found


def _required(view: View, made: tuple[str, ...]) -> Required:
    with_it = view.below("with", optional=True)
    has_more = bool(with_it.names())
    found = Required(
        id=view.id(),
        name=view.text("name"),
        title=view.text("title"),
        at=view.text("at", optional=True),
        stage=view.choice("stage", STAGES, ""),
        draft=view.choice("draft", made, ""),
        same_as=view.text("same_as", optional=True),
        signed=view.flag("signed", False),
        reviewed=view.flag("reviewed", False),
        without=view.texts("without", optional=True),
        beside=with_it.choice("stage", STAGES) if has_more else "",
        beside_names=with_it.texts("names") if has_more else (),
    )
    if has_more:
        with_it.close()
    if sum(map(bool, (found.stage, found.draft, found.same_as, found.signed))) != 1:
        right = "stage, draft, same_as, signed 가운데 하나만 적으십시오"
        view.fault(BAD_VALUE, "서류가 어디에서 오는지 하나로 정해지지 않습니다", right)
    view.close()
    return found


def form(view: View, known: Collection[str]) -> CoverForm:
    """Return the cover form."""
    below = view.below("form")
    found = CoverForm(
        title=below.text("title"),
        sources=cited(below, known),
        note=below.text("note"),
        personal=below.texts("personal"),
        assessed=below.texts("assessed"),
        submit=below.text("submit"),
    )
    for name in found.personal:
        if name not in DATA_KINDS:
            below.fault(BAD_VALUE, f"없는 종류입니다('{name}')", f"{', '.join(DATA_KINDS)}에서 고르십시오", "personal")
    below.close()
    return found


def drafts(view: View, known: Collection[str]) -> tuple[Draft, ...]:
    """Return the drafts."""
    found = tuple(map(_draft, view.each("drafts")))
    _require_unique(view, [draft.id for draft in found], "drafts")
    for index, draft in enumerate(found):
        _require_unique(view, [row.id for part in draft.parts for row in part.rows], "drafts", index)
    return found


def _draft(view: View) -> Draft:
    found = Draft(
        id=view.id(),
        title=view.text("title"),
        editions=view.texts("editions", optional=True),
        note=view.text("note", optional=True),
        parts=tuple(map(_part, view.each("sections"))),
    )
    view.close()
    return found


def _part(view: View) -> Part:
    when, value = _condition(view, "when")
    found = Part(
        heading=view.text("heading"),
        note=view.text("note", optional=True),
        when=when,
        value=value,
        abroad=(abroad := view.flag("abroad", False)),
        otherwise=view.text("otherwise", optional=not abroad),
        rows=tuple(map(_row, view.each("rows", optional=True))),
        tables=tuple(map(_table, view.each("grids", optional=True))),
    )
    view.close()
    return found


def _condition(view: View, key: str) -> tuple[str, str]:
    """Return a place of the deal sheet and what it has to say there, ('', '') where `key` is absent."""
    below = view.below(key, optional=True)
    if not below.names():
        return "", ""
    found = _place(below, "fact"), below.text("is")
    below.close()
    return found


def _row(view: View) -> Row:
    fact = _place(view, "fact") if view.has("fact") else ""
    found = Row(
        view.id(), view.text("label"), fact, view.text("ask", optional=bool(fact)), view.text("unit", optional=True)
    )
    view.close()
    return found


def _table(view: View) -> Table:
    of = _place(view, "of")
    fields = tuple(entry_fields(of)) if of in places() else ()
    never, value = _condition(view, "none_when")
    found = Table(
        of=of,
        none=view.text("none"),
        empty=view.text("empty", optional=bool(not never)),
        never=never,
        value=value,
        columns=tuple(_column(item, fields) for item in view.each("columns")),
    )
    view.close()
    return found


def _column(view: View, fields: tuple[str, ...]) -> Column:
    field = view.choice("field", fields, "")
    found = Column(view.text("head"), field, view.text("ask", optional=bool(field)))
    view.close()
    return found


def _place(view: View, key: str) -> str:
    found = view.text(key)
    if found and found not in FACTS:
        right = f"{', '.join(FACTS)} 가운데에서 고르십시오"
        view.fault(BAD_VALUE, f"이 단계가 읽는 거래명세서의 자리가 아닙니다('{found}')", right, key)
    return found


def _require_unique(view: View, names: Iterable[str], *steps: str | int) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            view.fault(DUPLICATE_ID, f"식별자 '{name}'[이/가] 두 번 있습니다", "하나의 이름을 바꾸십시오", *steps)
        seen.add(name)
