"""Is a file one of ours, and with which stamp? Reads no more of it than that takes.

The files may be anybody's: packages are opened by the bounded reader of `pipeline.read.opc`, of a web page only the
beginning is looked at, and JSON is parsed only where it begins as ours does.
"""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.read import limits
from pipeline.read.opc import Package
from pipeline.read.sniff import ADVICE, kind_of
from pipeline.stamp import PREFIX, Stamp, from_object, from_properties
from pipeline.stamp.office import PART

SUFFIXES = (".docx", ".xlsx", ".html", ".json")
"""The formats that carry a stamp."""

_NAME = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"
_META = re.compile(rf'<meta name="({re.escape(PREFIX)}[a-z_.0-9]+)" content="([^"]{{0,1000}})">')
_HEAD = 256 * 1024
"""Bytes of a web page in which its `meta` must stand."""
_OURS = re.compile(rb'\s*\{\s*"schema"\s*:\s*"finclause[-.]')
_RECORD = re.compile(rb'\s*\{\s*"schema"\s*:\s*"finclause(?:-state|\.redline)/')
"""The records beside our documents: where a case stands, what a redline changed. They are no documents to make anew."""
_CREATOR = re.compile(rb"<dc:creator>\s*finclause\s*</dc:creator>")
_NO_STAMP = "finclause가 만든 문서이나 어느 판과 라이브러리로 만들었는지 적혀 있지 않습니다. 다시 만드십시오."


class UnclearError(Exception):
    """The file may be ours but its stamp cannot be told; the message says why, in Korean."""


def stamp_of_file(path: Path) -> Stamp | None:
    """Return the stamp of a file, or None where it is of others. Raise UnclearError where that cannot be told."""
    try:
        size = path.stat().st_size
        if size > limits.FILE_BYTES:
            raise UnclearError(f"{limits.FILE_BYTES // limits.MIB}MB를 넘어 읽지 않았습니다.")
        data = path.read_bytes()
    except OSError as error:
        raise UnclearError("열 수 없습니다. 권한을 확인하십시오.") from error
    suffix = path.suffix.lower()
    if suffix == ".html":
        return _in_page(data)
    return _in_json(data) if suffix == ".json" else _in_package(path.name, data, suffix)


def _in_package(name: str, data: bytes, suffix: str) -> Stamp | None:
    kind = kind_of(data, suffix)
    if kind not in ("docx", "xlsx"):
        raise UnclearError(f"{ADVICE[kind][0]}." if kind in ADVICE else "Word나 Excel 파일이 아닙니다.")
    try:
        package = Package(name, data)
        told = _properties(package) if package.has(PART) else {}
        core = package.read("docProps/core.xml") if package.has("docProps/core.xml") else b""
    except ReadError as error:
        raise UnclearError(str(error).removeprefix(f"{name}: ")) from error
    if not any(key.startswith(PREFIX) for key in told):
        if _CREATOR.search(core):
            raise UnclearError(_NO_STAMP)
        return None
    return _checked(told)


def _properties(package: Package) -> dict[str, str]:
    return {str(e.get("name") or ""): "".join(e.itertext()) for e in package.xml(PART).iter(_NAME)}


def _in_page(data: bytes) -> Stamp | None:
    text = data[:_HEAD].decode("utf-8", "replace")
    told = {name: html.unescape(value) for name, value in _META.findall(text)}
    return _checked(told) if told else None


def _checked(told: dict[str, str]) -> Stamp:
    try:
        return from_properties(told)
    except ValueError as error:
        raise UnclearError(f"finclause의 문서 속성이 손상되었습니다({error}). 원본을 확인하십시오.") from error


def _in_json(data: bytes) -> Stamp | None:
    if not _OURS.match(data) or _RECORD.match(data):
        return None
    try:
        told = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UnclearError("finclause의 JSON이 손상되었습니다. 원본을 확인하십시오.") from error
    # A paper of the procedure has keys of its own at the top ('kind', 'importance') and its stamp below one.
    told = told.get("stamp", told) if isinstance(told, dict) else told
    if not isinstance(told, dict) or "wording" not in told:
        raise UnclearError(_NO_STAMP)
    try:
        return from_object(told)
    except ValueError as error:
        raise UnclearError(f"finclause의 JSON이 손상되었습니다({error}). 원본을 확인하십시오.") from error
