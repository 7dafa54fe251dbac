"""Where the library lies, which files belong to it, and its fingerprint."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import pipeline
from pipeline.errors import LibraryError

SINGLE_FILES = ("library", "sources", "blanks", "terms", "facts", "words", "roles", "english")
OPTIONAL_FILES = ("addendum",)
"""Files that a library may do without: it then drafts no addendum."""
FOLDERS = ("requirements", "elements", "clauses", "annexes", "addendum")
PROCEDURE = "procedure"
"""The folder of the data of the procedure, which is loaded by itself (`pipeline.library.procedure`)."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the library: its name below the library folder, bytes and sha256."""

    name: str
    data: bytes
    sha256: str


def data_folder(name: str) -> Path:
    """Return the folder `name` that ships with the program: from the wheel, or the checkout.

    Raise LibraryError if it is in neither place.
    """
    packed = Path(str(resources.files(pipeline))) / "_data" / name
    checkout = Path(pipeline.__file__).resolve().parents[1] / name
    for folder in (packed, checkout):
        if folder.is_dir():
            return folder
    raise LibraryError(f"{packed}: 프로그램에 딸린 '{name}' 폴더가 없습니다. finclause를 다시 설치하십시오.")


def library_folder() -> Path:
    """Return the folder of the clause library that ships with the program."""
    return data_folder("clause_library")


def read_sources(folder: Path) -> tuple[Source, ...]:
    """Return the library's YAML files in `folder`, by name. Other files are no part of it."""
    if not folder.is_dir():
        raise LibraryError(f"{folder}: 조항 라이브러리 폴더가 없습니다. 폴더의 위치를 확인하십시오.")
    paths = sorted(folder.glob("*.yaml"), key=lambda path: path.name)
    for name in FOLDERS:
        paths += sorted((folder / name).glob("*.yaml"), key=lambda path: path.name)
    return tuple(_source(path, folder) for path in paths)


def read_procedure_sources(folder: Path) -> tuple[Source, ...]:
    """Return the files that the procedure needs of the library in `folder`: editions, sources and its own."""
    paths = [folder / "library.yaml", folder / "sources.yaml"]
    paths += sorted((folder / PROCEDURE).glob("*.yaml"), key=lambda path: path.name)
    return tuple(_source(path, folder) for path in paths)


def _source(path: Path, folder: Path) -> Source:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise LibraryError(f"{path}: 파일을 열 수 없습니다. 권한을 확인하십시오.") from error
    return Source(path.relative_to(folder).as_posix(), data, hashlib.sha256(data).hexdigest())


def fingerprint(sources: tuple[Source, ...]) -> str:
    """Return 16 hex digits that change with any byte of any file and with the program's version."""
    total = hashlib.sha256(pipeline.__version__.encode())
    for source in sources:
        total.update(f"{source.name}\0{source.sha256}\n".encode())
    return total.hexdigest()[:16]
