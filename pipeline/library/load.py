"""Load the clause library: YAML files -> one checked `Library`.

Every fault of every file is collected before anything is raised. Parsed files are kept in
a cache (see `cache`); the checks run each time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import TypeVar

from pipeline.library import build, cache
from pipeline.library.build_addendum import frame
from pipeline.library.faults import Fault, LibraryFaultsError, in_order
from pipeline.library.folder import OPTIONAL_FILES, SINGLE_FILES, Source, fingerprint, library_folder, read_sources
from pipeline.library.resolve import unresolved
from pipeline.library.view import BAD_VALUE, DUPLICATE_ID, FILE_NAME, UNKNOWN_KEY, View, views
from pipeline.model import Clause, Edition, Element, Library, Requirement
from pipeline.yaml_faults import UnreadableYamlError
from pipeline.yaml_nodes import Node, Plain, line_at, parse, plain
from pipeline.yaml_text import decode

_T = TypeVar("_T")
_Filed = TypeVar("_Filed", Requirement, Element, Clause)


def load_library(folder: Path | None = None) -> Library:
    """Return the library in `folder` (the one that ships with the program if None).

    Raise LibraryFaultsError (a LibraryError) that lists all faults of all files.
    """
    library, faults = read_library(folder or library_folder())
    if faults:
        raise LibraryFaultsError(faults)
    return library


def read_library(folder: Path) -> tuple[Library, tuple[Fault, ...]]:
    """Return what can be read of the library in `folder`, and the faults with their lines.

    With faults the library is fit for linting only, never for drafting or reviewing.
    """
    sources = read_sources(folder)
    faults: list[Fault] = []
    shelf = parsed(folder, sources, faults)
    library = replace(_assembled(shelf, faults), fingerprint=fingerprint(sources))
    source_ids = build.source_ids("sources.yaml", shelf.get("sources.yaml"), faults)
    faults.extend(unresolved(library, source_ids))
    return library, with_lines(faults, sources)


def with_lines(faults: Iterable[Fault], sources: tuple[Source, ...]) -> tuple[Fault, ...]:
    """Return the faults in order, each with the line of its key."""
    data = {source.name: source.data for source in sources}
    trees: dict[str, Node | None] = {}
    found = []
    for fault in faults:
        if not fault.line and fault.file in data:
            if fault.file not in trees:
                try:
                    trees[fault.file] = parse(decode(data[fault.file]))
                except UnreadableYamlError:
                    trees[fault.file] = None
            tree = trees[fault.file]
            fault = replace(fault, line=line_at(tree, fault.path)) if tree is not None else fault
        found.append(fault)
    return in_order(found)


def parsed(folder: Path, sources: tuple[Source, ...], faults: list[Fault]) -> dict[str, Plain]:
    """Return the plain data of each file by name; unreadable files become faults. `folder` names the cache."""
    known = cache.load(folder)
    shelf: dict[str, Plain] = {}
    fresh: dict[str, Plain] = {}
    for source in sources:
        if source.sha256 in known:
            shelf[source.name] = fresh[source.sha256] = known[source.sha256]
            continue
        try:
            shelf[source.name] = fresh[source.sha256] = plain(parse(decode(source.data)))
        except UnreadableYamlError as error:
            for problem in error.problems:
                rule = DUPLICATE_ID if problem.rule == "duplicate" else BAD_VALUE
                faults.append(Fault(rule, source.name, (), problem.what, problem.right, problem.line))
    if fresh.keys() != known.keys():
        cache.save(folder, fresh)
    return shelf


def _assembled(shelf: dict[str, Plain], faults: list[Fault]) -> Library:
    _check_names(shelf, faults)
    head = View("library.yaml", shelf.get("library.yaml"), faults)
    editions = tuple(build.edition(item) for item in head.each("editions"))
    chapters, chapters_en = _chapters(head.each("chapters"))
    version, released = head.text("version"), head.day("released")
    head.close()
    _check_editions(editions, faults)
    clauses = _folder(shelf, "clauses", lambda view: build.clause(view, annex=False), faults)
    annexes = _folder(shelf, "annexes", lambda view: build.clause(view, annex=True), faults)
    for name in clauses.keys() & annexes.keys():
        what = f"식별자 '{name}'[이/가] clauses에도 있습니다"
        faults.append(
            Fault(DUPLICATE_ID, f"annexes/{name}.yaml", ("id",), what, "별지의 식별자와 파일 이름을 바꾸십시오")
        )
    frame_clauses = _folder(shelf, "addendum", lambda view: build.clause(view, annex=False), faults)
    for name in frame_clauses.keys() & (clauses.keys() | annexes.keys()):
        what = f"식별자 '{name}'[이/가] clauses나 annexes에도 있습니다"
        faults.append(Fault(DUPLICATE_ID, f"addendum/{name}.yaml", ("id",), what, "식별자와 파일 이름을 바꾸십시오"))
    return Library(
        version=version,
        released=released,
        editions=editions,
        requirements=_folder(shelf, "requirements", build.requirement, faults),
        elements=_folder(shelf, "elements", build.element, faults),
        clauses=in_contract_order({**clauses, **annexes}, chapters),
        chapters=chapters,
        blanks=_listed(shelf, "blanks", build.blank, lambda blank: blank.name, faults),
        terms=_listed(shelf, "terms", build.term, lambda term: term.id, faults),
        facts=_listed(shelf, "facts", build.fact, lambda fact: fact.id, faults),
        words=build.word_groups("words.yaml", shelf.get("words.yaml"), faults),
        roles=build.word_groups("roles.yaml", shelf.get("roles.yaml"), faults),
        english={"chapters": chapters_en, **build.english("english.yaml", shelf.get("english.yaml"), faults)},
        addendum=frame(shelf.get("addendum.yaml"), in_contract_order(frame_clauses, chapters), faults),
    )


def _chapters(views: Iterable[View]) -> tuple[tuple[tuple[str, str], ...], dict[str, str]]:
    """Return (id, Korean title) of each chapter, and the English titles by id."""
    found: list[tuple[str, str]] = []
    english: dict[str, str] = {}
    for view in views:
        name = view.id()
        found.append((name, view.text("title")))
        english[name] = view.text("title_en", optional=True)
        view.close()
    return tuple(found), english


def _check_names(shelf: dict[str, Plain], faults: list[Fault]) -> None:
    known = tuple(f"{name}.yaml" for name in SINGLE_FILES)
    optional = tuple(f"{name}.yaml" for name in OPTIONAL_FILES)
    for name in shelf:
        if "/" not in name and name not in known + optional:
            faults.append(
                Fault(UNKNOWN_KEY, name, (), "라이브러리에 없는 파일입니다", f"{', '.join(known)}만 두십시오")
            )
    for name in known:
        if name not in shelf and not any(fault.file == name for fault in faults):
            faults.append(Fault(BAD_VALUE, name, (), "파일이 없습니다", "파일을 만드십시오"))


def _check_editions(editions: tuple[Edition, ...], faults: list[Fault]) -> None:
    for index, (earlier, later) in enumerate(pairwise(editions), 1):
        if earlier.until is None or later.in_force != earlier.until + dt.timedelta(days=1):
            what = "앞선 판의 마지막 시행일 다음 날에 시작하지 않습니다"
            faults.append(
                Fault(BAD_VALUE, "library.yaml", ("editions", index, "in_force"), what, "두 판을 빈 날 없이 이으십시오")
            )


def _folder(
    shelf: dict[str, Plain], folder: str, read: Callable[[View], _Filed], faults: list[Fault]
) -> dict[str, _Filed]:
    """Read one file per entry; the id must be the file name, so no id can stand twice."""
    found: dict[str, _Filed] = {}
    for name, data in shelf.items():
        path = PurePosixPath(name)
        if path.parent.as_posix() != folder:
            continue
        view = View(name, data, faults)
        entry = read(view)
        view.close()
        if entry.id and entry.id != path.stem:
            what = f"식별자 '{entry.id}'[이/가] 파일 이름과 다릅니다"
            view.fault(FILE_NAME, what, f"'{path.stem}'[으로/로] 고치십시오", "id")
        found[path.stem] = entry if entry.id == path.stem else replace(entry, id=path.stem)
    return found


def _listed(
    shelf: dict[str, Plain],
    key: str,
    read: Callable[[View], _T],
    name_of: Callable[[_T], str],
    faults: list[Fault],
) -> dict[str, _T]:
    """Read one file that lists its entries."""
    file = f"{key}.yaml"
    found: dict[str, _T] = {}
    if shelf.get(file) is None or shelf[file] == {}:
        return found
    for view in views(file, shelf[file], key, faults):
        entry = read(view)
        name = name_of(entry)
        if name in found:
            view.fault(DUPLICATE_ID, f"'{name}'[이/가] 두 번 있습니다", "하나만 남기십시오")
        found.setdefault(name, entry)
    return found


def in_contract_order(clauses: dict[str, Clause], chapters: tuple[tuple[str, str], ...]) -> dict[str, Clause]:
    """Return the clauses as they stand in a contract: preamble, chapters, closing, annexes."""
    kinds = ("preamble", "article", "closing", "annex")
    places = {name: index for index, (name, _) in enumerate(chapters)}

    def place(entry: tuple[str, Clause]) -> tuple[int, int, int, str]:
        name, clause = entry
        kind = kinds.index(clause.kind) if clause.kind in kinds else len(kinds)
        return kind, places.get(clause.chapter, len(places)), clause.order, name

    return dict(sorted(clauses.items(), key=place))
