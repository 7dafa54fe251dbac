"""The schema of each kind of library file: a view of plain data -> the types of `model`."""

from __future__ import annotations

from dataclasses import replace

from pipeline.library.faults import Fault
from pipeline.library.view import BAD_VALUE, View, views
from pipeline.model import (
    Blank,
    Clause,
    ClauseParagraph,
    Edition,
    Element,
    Fact,
    LegalBasis,
    Negotiation,
    Position,
    Requirement,
    Rule,
    Table,
    Term,
)
from pipeline.yaml_nodes import Plain

TIERS = ("basic", "extra", "processing", "indirect")
WEIGHTS = ("core", "guide")
ACTORS = ("provider", "customer", "authority", "any")
WAYS = ("does", "may", "not", "efforts", "any")
LANGUAGES = ("ko", "en")
EXAMPLE_KINDS = ("present", "absent", "contrary")
BLANK_TYPES = ("text", "int", "date", "percent", "money", "duration", "list", "choice")
CLAUSE_KINDS = ("preamble", "article", "closing")
POSITIONS = ("acceptable", "last")
ENGLISH_SECTIONS = ("values", "units", "fields", "laws", "elements")


def requirement(view: View) -> Requirement:
    """Read requirements/<ID>.yaml; the title is that of the newest legal basis."""
    bases = tuple(_basis(item) for item in view.each("bases"))
    elements = view.below("elements")
    return Requirement(
        id=view.id(),
        tier=view.choice("tier", TIERS),
        title=bases[-1].title if bases else "",
        guide=view.text("guide"),
        bases=bases,
        elements={edition: elements.texts(edition) for edition in elements.names()},
    )


def _basis(view: View) -> LegalBasis:
    basis = LegalBasis(
        source=view.text("source"),
        law=view.text("law"),
        article=view.text("article"),
        edition=view.text("edition", optional=True),
        title=view.text("title"),
        in_force=view.day("in_force"),
        until=view.date("until", optional=True),
        checked=view.day("checked"),
    )
    if basis.until is not None and basis.until < basis.in_force:
        view.fault(BAD_VALUE, "마지막 시행일이 시행일보다 앞섭니다", "두 날짜를 바로잡으십시오", "until")
    view.close()
    return basis


def element(view: View) -> Element:
    """Read elements/<id>.yaml."""
    recognise = view.below("recognise")
    present: dict[str, tuple[Rule, ...]] = {}
    contrary: dict[str, tuple[Rule, ...]] = {}
    for language in _languages(recognise):
        rules = recognise.below(language)
        present[language] = tuple(_rule(item) for item in rules.each("present"))
        contrary[language] = tuple(_rule(item) for item in rules.each("contrary", optional=True))
        rules.close()
    return Element(
        id=view.id(),
        title=view.text("title"),
        weight=view.choice("weight", WEIGHTS),
        when=view.text("when", optional=True),
        means=view.text("means"),
        why=view.text("why"),
        contrary_effect=view.text("contrary_effect"),
        present=present,
        contrary=contrary,
        examples=_examples(view.below("examples", optional=True)),
        limits=view.text("limits", optional=True),
        efforts_suffice=view.flag("efforts_suffice", False),
    )


def _languages(view: View) -> tuple[str, ...]:
    for language in view.names():
        if language not in LANGUAGES:
            view.fault(BAD_VALUE, f"없는 언어입니다('{language}')", "ko 또는 en을 쓰십시오", language)
    return tuple(language for language in LANGUAGES if view.has(language))


def _examples(view: View) -> dict[str, dict[str, tuple[str, ...]]]:
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for language in _languages(view):
        kinds = view.below(language)
        found[language] = {kind: kinds.texts(kind, optional=True) for kind in EXAMPLE_KINDS}
        kinds.close()
    return found


def _rule(view: View) -> Rule:
    rule = Rule(
        name=view.text("name"),
        by=view.choice("by", ACTORS, "any"),
        way=view.texts("way", optional=True) or ("does",),
        needs=view.rows("needs"),
        unless=view.texts("unless", optional=True),
        near=view.integer("near", 0),
        title=view.texts("title", optional=True),
        turns=view.flag("turns", True),
    )
    for way in rule.way:
        if way not in WAYS:
            view.fault(BAD_VALUE, f"쓸 수 없는 값입니다('{way}')", f"{', '.join(WAYS)} 가운데에서 고르십시오", "way")
    view.close()
    return rule


def clause(view: View, *, annex: bool) -> Clause:
    """Read clauses/<id>.yaml or annexes/<id>.yaml."""
    kind = view.choice("kind", ("annex",) if annex else CLAUSE_KINDS, "annex" if annex else "article")
    paragraphs = _paragraphs(view, "paragraphs", optional=annex or kind == "closing")
    return Clause(
        id=view.id(),
        title=view.text("title", optional=kind in ("preamble", "closing")),
        title_en=view.text("title_en", optional=True),
        chapter=view.text("chapter", optional=kind != "article"),
        order=view.integer("order", 0 if kind in ("preamble", "closing") else None),
        only_if=view.texts("only_if", optional=True),
        paragraphs=paragraphs,
        kind=kind,
        tables=tuple(_table(item) for item in view.each("tables", optional=True)),
        version=view.text("version", optional=True) or "1",
        checked=view.date("checked"),
        note=view.text("note", optional=True),
        positions=_positions(view, paragraphs),
        negotiation=_negotiation(view),
    )


def _positions(view: View, preferred: tuple[ClauseParagraph, ...]) -> tuple[Position, ...]:
    """Read the fallbacks of a clause: each names only what differs from the preferred wording."""
    found = []
    positions = view.below("positions", optional=True)
    for name in POSITIONS:
        if positions.has(name):
            below = positions.below(name)
            position = Position(
                name, below.text("note"), _changed(below, preferred), below.flag("needs_approval", False)
            )
            below.close()
            found.append(position)
    positions.close()
    return tuple(found)


def _changed(view: View, preferred: tuple[ClauseParagraph, ...]) -> tuple[ClauseParagraph, ...]:
    """Return `preferred` with the paragraphs of `without` left out and those of `paragraphs` put in place.

    A paragraph with a known id takes the place of that paragraph; one with a new id follows the last.
    """
    without = view.texts("without", optional=True)
    written = _paragraphs(view, "paragraphs", optional=True)
    given = {p.id: p for p in written}
    known = [p.id for p in preferred]
    for index, name in enumerate(without):
        if name not in known:
            view.fault(BAD_VALUE, f"이 조에 '{name}' 문단이 없습니다", "paragraphs의 id를 적으십시오", "without", index)
        elif name in given:
            what = f"'{name}' 문단을 빼면서 다시 적었습니다"
            view.fault(BAD_VALUE, what, "without이나 paragraphs에서 지우십시오", "without", index)
    places = [known.index(p.id) if p.id in known else len(known) for p in written]
    if places != sorted(places):
        right = "우선 입장의 순서대로 적고 새 문단은 맨 뒤에 적으십시오"
        view.fault(BAD_VALUE, "문단의 순서가 우선 입장과 다릅니다", right, "paragraphs")
    if len(given) != len(written):
        view.fault(BAD_VALUE, "같은 id의 문단이 둘 이상입니다", "문단마다 다른 id를 적으십시오", "paragraphs")
    kept = tuple(given.get(p.id, p) for p in preferred if p.id not in without)
    return (*kept, *(p for p in given.values() if p.id not in known))


def _negotiation(view: View) -> Negotiation | None:
    if not view.has("negotiation"):
        view.text("negotiation", optional=True)
        return None
    below = view.below("negotiation")
    found = Negotiation(
        below.text("why"), below.text("answers"), below.text("keep"), below.text("allows", optional=True)
    )
    below.close()
    return found


def _paragraphs(view: View, key: str, *, optional: bool) -> tuple[ClauseParagraph, ...]:
    found = []
    for number, item in enumerate(view.each(key, optional=optional), 1):
        paragraph = ClauseParagraph(
            id=item.text("id", optional=True) or str(number),
            serves=item.texts("serves", optional=True),
            only_if=item.texts("only_if", optional=True),
            text=item.text("text"),
            en=item.text("en", optional=True),
            items=_paragraphs(item, "items", optional=True),
            items_from=item.choice("items_from", ("terms",), ""),
        )
        item.close()
        found.append(paragraph)
    return tuple(found)


def _table(view: View) -> Table:
    table = Table(
        columns=view.texts("columns"),
        rows=view.rows("rows"),
        each=view.text("each", optional=True),
        cells=view.texts("cells", optional=True),
        widths=tuple(int(width) for width in view.texts("widths", optional=True) if width.isdigit()),
        serves=view.texts("serves", optional=True),
    )
    count = len(table.columns)
    if table.each and len(table.cells) != count:
        _uneven(view, len(table.cells), count, "cells")
    if not table.each and not table.rows:
        view.fault(BAD_VALUE, "줄이 없습니다", "rows에 줄을 적거나 each에 거래명세서의 목록을 적으십시오", "rows")
    for index, row in enumerate(table.rows):
        if len(row) != count:
            _uneven(view, len(row), count, "rows", index)
    if table.widths and len(table.widths) != count:
        view.fault(BAD_VALUE, "칸의 너비가 칸의 수와 다릅니다", f"{count}개를 적으십시오", "widths")
    table = replace(table, en=_english_table(view, table))
    view.close()
    return table


def _uneven(view: View, given: int, count: int, *steps: str | int) -> None:
    view.fault(BAD_VALUE, f"칸이 {given}개입니다", f"columns와 같이 {count}개를 적으십시오", *steps)


def _english_table(view: View, table: Table) -> Table | None:
    """Return the table in English; rows and cells that are not given in English are those of the Korean table."""
    columns, rows = view.texts("columns_en", optional=True), view.rows("rows_en")
    cells = view.texts("cells_en", optional=True)
    count = len(table.columns)
    for key, line in (("columns_en", columns), ("cells_en", cells)):
        if line and len(line) != count:
            _uneven(view, len(line), count, key)
    if rows and len(rows) != len(table.rows):
        what = f"줄이 {len(rows)}개입니다"
        view.fault(BAD_VALUE, what, f"rows와 같이 {len(table.rows)}개를 적으십시오", "rows_en")
    for index, row in enumerate(rows):
        if len(row) != count:
            _uneven(view, len(row), count, "rows_en", index)
    if not (columns or rows or cells):
        return None
    return replace(table, columns=columns, rows=rows or table.rows, cells=cells or table.cells)


def blank(view: View) -> Blank:
    """Read one entry of blanks.yaml."""
    found = Blank(
        name=view.id("name"),
        type=view.text("type", optional=True),
        ask=view.text("ask"),
        source=view.text("source", optional=True),
        default=view.text("default", optional=True),
        unit=view.text("unit", optional=True),
        choices=view.texts("choices", optional=True),
        ask_en=view.text("ask_en", optional=True),
    )
    view.close()
    return found


def term(view: View) -> Term:
    """Read one entry of terms.yaml."""
    found = Term(
        id=view.id(),
        term=view.text("term"),
        definition=view.text("definition"),
        only_if=view.texts("only_if", optional=True),
        term_en=view.text("term_en", optional=True),
        definition_en=view.text("definition_en", optional=True),
    )
    view.close()
    return found


def fact(view: View) -> Fact:
    """Read one entry of facts.yaml."""
    found = Fact(view.id(), view.text("title"), view.text("negative", optional=True))
    view.close()
    return found


def edition(view: View) -> Edition:
    """Read one edition of library.yaml."""
    found = Edition(
        view.id(), view.text("title"), view.text("notice"), view.day("in_force"), view.date("until", optional=True)
    )
    view.close()
    return found


def word_groups(file: str, data: Plain, faults: list[Fault]) -> dict[str, dict[str, tuple[str, ...]]]:
    """Read words.yaml or roles.yaml: language -> name -> words."""
    view = View(file, data, faults)
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for language in _languages(view):
        groups = view.below(language)
        found[language] = {name: groups.texts(name, optional=True) for name in groups.names()}
    return found


def english(file: str, data: Plain, faults: list[Fault]) -> dict[str, dict[str, str]]:
    """Read english.yaml: what English drafts say for fixed Korean words, by section and word."""
    view = View(file, data, faults)
    found: dict[str, dict[str, str]] = {}
    for section in ENGLISH_SECTIONS:
        words = view.below(section, optional=True)
        found[section] = {word: words.text(word) for word in words.names()}
    view.close()
    return found


def source_ids(file: str, data: Plain, faults: list[Fault]) -> tuple[str, ...]:
    """Check sources.yaml and return the ids of its sources."""
    found = []
    for view in views(file, data, "sources", faults):
        found.append(view.id())
        for key in ("name", "issuer", "article"):
            view.text(key)
        view.flag("binding", True)
        view.day("checked")
        for version in view.each("versions"):
            version.text("edition", optional=True)
            version.text("notice")
            version.day("in_force")
            version.date("until", optional=True)
            version.close()
        view.close()
    return tuple(found)
