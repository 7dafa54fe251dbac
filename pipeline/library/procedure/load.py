"""Load the data of the procedure: only its own files, so that no other command pays for it, and it for no other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.library import build
from pipeline.library.faults import Fault, LibraryFaultsError
from pipeline.library.folder import PROCEDURE, Source, fingerprint, library_folder, read_procedure_sources, read_sources
from pipeline.library.load import parsed, with_lines
from pipeline.library.procedure.law import Cited, Law, laws
from pipeline.library.procedure.schemas import SCHEMAS
from pipeline.library.view import BAD_VALUE, UNKNOWN_KEY, View
from pipeline.model import Edition
from pipeline.yaml_nodes import Plain


@dataclass(frozen=True, slots=True)
class Procedure:
    """The data of all stages: `data` and `sha256` by the name of the file without its suffix.

    `version`, `fingerprint`: of the clause library beside them, as every document of ours names it. Its files are
    hashed for that, not parsed. What changes in the data themselves is told by `sha256`.
    """

    version: str
    fingerprint: str
    editions: tuple[Edition, ...]
    laws: Mapping[str, Law]
    data: Mapping[str, Any]
    sha256: Mapping[str, str]

    def cite(self, places: tuple[Cited, ...], day: dt.date) -> str:
        """Return the places with the editions in force on `day`: '전자금융감독규정(금융위원회고시 제2025-4호) 제14조의2'."""
        return "; ".join(self._one(place, day) for place in places)

    def _one(self, place: Cited, day: dt.date) -> str:
        law = self.laws[place.source]
        version = law.version(day)
        edition = f"{version.edition}년판" if version.edition and not law.binding else version.notice
        return f"{law.name}({edition}) {place.at}"


def load_procedure(folder: Path | None = None) -> Procedure:
    """Return the data of the procedure in the library `folder` (the one that ships with the program if None).

    Raise LibraryFaultsError (a LibraryError) that lists all faults of all files.
    """
    found, faults = read_procedure(folder or library_folder())
    if faults:
        raise LibraryFaultsError(faults)
    return found


def read_procedure(folder: Path) -> tuple[Procedure, tuple[Fault, ...]]:
    """Return what can be read of the procedure in the library `folder`, and the faults with their lines."""
    sources = read_procedure_sources(folder)
    faults: list[Fault] = []
    shelf = parsed(folder / PROCEDURE, sources, faults)
    known = laws(shelf.get("sources.yaml"), faults)
    head = View("library.yaml", shelf.get("library.yaml"), faults)
    editions = tuple(build.edition(item) for item in head.each("editions"))
    found = Procedure(
        version=head.text("version"),
        fingerprint=fingerprint(read_sources(folder)),
        editions=editions,
        laws=known,
        data=_data(shelf, known, faults),
        sha256={_stem(source.name): source.sha256 for source in sources if source.name.startswith(PROCEDURE)},
    )
    _missing(sources, faults)
    return found, with_lines(faults, sources)


def _data(shelf: Mapping[str, Plain], known: Mapping[str, Law], faults: list[Fault]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    given = {_stem(name): name for name in shelf if name.startswith(PROCEDURE)}
    for stem, name in given.items():
        if stem not in SCHEMAS:
            right = f"{', '.join(SCHEMAS)} 가운데 하나의 이름을 쓰십시오"
            faults.append(Fault(UNKNOWN_KEY, name, (), "절차에 없는 파일입니다", right))
            continue
        view = View(name, shelf[name], faults)
        found[stem] = SCHEMAS[stem](view, known)
        view.close()
    return found


def _missing(sources: tuple[Source, ...], faults: list[Fault]) -> None:
    """Note each file that is not there, unless the library has no procedure at all."""
    given = [_stem(source.name) for source in sources if source.name.startswith(PROCEDURE)]
    for stem in SCHEMAS if given else ():
        if stem not in given:
            faults.append(Fault(BAD_VALUE, f"{PROCEDURE}/{stem}.yaml", (), "파일이 없습니다", "파일을 만드십시오"))


def _stem(name: str) -> str:
    return name.removeprefix(f"{PROCEDURE}/").removesuffix(".yaml")
