"""What goes out to the provider is looked through, byte for byte, for anything that must stay inside.

In: the bytes of the redline. Raises RedlineError where a part holds a note of the library or a line that is marked
internal, whoever put it there, and OutputError where the properties name another than the author as the last one.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Final

from pipeline.errors import OutputError
from pipeline.redline.faults import RedlineError
from pipeline.redline.notes import INTERNAL
from pipeline.redline.parcel import CORE

_TAG: Final = re.compile(r"<[^>]*>")
_QUOTED: Final = re.compile(r"=\s*(?:\"([^\"]*[^\x00-\x7f][^\"]*)\"|'([^']*[^\x00-\x7f][^']*)')")
_BLANK: Final = re.compile(r"\s+")
_SHORTEST: Final = 12
"""Characters without blanks from which on a note is no accident."""
_BY: Final = re.compile(r"<(?:\w+:)?lastModifiedBy\b[^>]*>([^<]*)<")


def require_no_internal_note(name: str, data: bytes, notes: Iterable[str], author: str) -> None:
    """Raise unless the file may go to the provider; `notes`: the texts of the library that must not leave."""
    sought = [bare for note in notes if len(bare := _BLANK.sub("", note)) >= _SHORTEST]
    marked = _BLANK.sub("", INTERNAL)
    for part, text in _texts(data):
        if marked in text:
            raise RedlineError(
                f"{name}: {part}에 '{INTERNAL}' 표시가 있는 글이 있어 제공자에게 보낼 파일을 만들지 않았습니다. "
                "내부용으로 만든 파일이 아닌, 제공자에게서 받은 파일로 다시 실행하십시오."
            )
        found = next((note for note in sought if note in text), None)
        if found is not None:
            raise RedlineError(
                f"{name}: {part}에 내부용 설명('{found[:20]}…')이 있어 제공자에게 보낼 파일을 만들지 않았습니다. "
                "제공자에게서 받은 파일로 다시 실행하십시오."
            )
    _require_author(data, author)


def _texts(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield each part with all of its text and attributes, blanks left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.namelist():
            raw = archive.read(part).decode("utf-8", "replace")
            attributes = " ".join(one or two for one, two in _QUOTED.findall(raw))
            text = html.unescape(_TAG.sub("", raw)) + html.unescape(attributes)
            yield part, _BLANK.sub("", text)


def _require_author(data: bytes, author: str) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if CORE not in archive.namelist():
            return
        found = _BY.search(archive.read(CORE).decode("utf-8", "replace"))
    if found and html.unescape(found[1]) != author:
        raise OutputError("수정대비의 문서 속성에 적힌 마지막 작성자가 --author와 다릅니다. 파일을 쓰지 않았습니다.")
