"""Word templates with slots: the look lives in `templates/*.docx`, the text comes from the program.

A slot is `{{ name }}`. Standing alone in a paragraph it takes whole paragraphs and tables (a block
slot); inside other text, in a header or in the document properties it takes text. There is nothing
else: no expression, no loop, no include, so a template cannot run code and a value cannot become
part of a template. Our templates are pinned by their SHA-256 (`pipeline/template_pins.json`, written by
`templates/build.py`): a changed one is refused. A company's own template, restyled in Word, is used
where it is named; it must hold nothing active (`pipeline.template_check`), and the trace of a draft
names it with its hash. Each template is read, checked and compressed once per process.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from zipfile import BadZipFile

from lxml import etree

from pipeline.errors import LibraryError
from pipeline.ooxml import W, escape
from pipeline.package import Packed, pack, read_package, set_dates, write_package
from pipeline.stamp import Stamp
from pipeline.stamp.office import PART, properties_xml, with_part
from pipeline.template_check import SLOTTED, TAG, require_inert, require_size

_SLOT = re.compile(r"\{\{ ?([a-z_]+) ?\}\}|<!--slot:([a-z_]+)-->")
_P, _T = f"{{{W}}}p", f"{{{W}}}t"

_Piece = tuple[str, str, bool]
"""Literal XML, then the slot that follows ('' at the end), then whether it is a block slot."""


@dataclass(frozen=True, slots=True)
class Template:
    """A template ready to fill: parts that never change (compressed) and parts with slots."""

    name: str
    sha256: str
    fixed: Mapping[str, Packed]
    slotted: Mapping[str, tuple[_Piece, ...]]
    styles: frozenset[str]
    numbering: str
    custom: bytes

    def fill(
        self,
        blocks: Mapping[str, str],
        texts: Mapping[str, str],
        *,
        date: dt.date,
        extra_numbering: str = "",
        stamp: Stamp | None = None,
    ) -> bytes:
        """Return the package with every slot filled, created and modified on `date`, `stamp` in its properties.

        `blocks` are WordprocessingML fragments, `texts` plain text that is escaped here (line breaks
        become w:br). `extra_numbering`: w:num elements to add. Raises LibraryError for a slot of the
        template that nothing fills.
        """
        parts: dict[str, bytes | Packed] = dict(self.fixed) | {PART: properties_xml(self.custom, stamp)}
        for part, pieces in self.slotted.items():
            written = []
            for literal, slot, is_block in pieces:
                written.append(literal)
                if slot:
                    written.append(self._value(part, slot, blocks if is_block else texts, is_block=is_block))
            data = "".join(written).encode("utf-8")
            parts[part] = set_dates(data, date) if part == "docProps/core.xml" else data
        if extra_numbering:
            close = self.numbering.rindex("</w:numbering>")
            filled = self.numbering[:close] + extra_numbering + self.numbering[close:]
            parts["word/numbering.xml"] = filled.encode("utf-8")
        return write_package(parts)

    def _value(self, part: str, slot: str, values: Mapping[str, str], *, is_block: bool) -> str:
        if slot not in values:
            raise LibraryError(f"{self.name}: {part}: 자리표 {{{{ {slot} }}}}를 쓸 수 없습니다. 자리표를 지우십시오.")
        if is_block:
            return values[slot]
        text = escape(values[slot])
        if part.startswith("word/"):
            return re.sub("\r\n|\r|\n", '</w:t><w:br/><w:t xml:space="preserve">', text)
        return text


def template_path(name: str) -> Path:
    """Return where the template `name` ('contract.docx') lies: in the checkout or in the wheel."""
    package = Path(__file__).resolve().parent
    for folder in (package / "_data" / "templates", package.parent / "templates"):
        if (folder / name).is_file():
            return folder / name
    raise LibraryError(f"templates/{name}: 서식 파일이 없습니다. 프로그램을 다시 설치하십시오.")


@lru_cache(maxsize=8)
def template_bytes(name: str) -> bytes:
    """Return our template `name`, read once per process.

    Raises LibraryError where it is missing or is not the one that was shipped.
    """
    path = template_path(name)
    data = path.read_bytes()
    found, shipped = fingerprint(name, data), pins().get(name)
    if found != shipped:
        raise LibraryError(
            f"templates/{name}: 프로그램과 함께 배포된 서식이 아닙니다(SHA-256 {found}). 원본으로 되돌리십시오. "
            "회사의 서식을 쓰려면 다른 이름으로 저장하여 finclause draft --template으로 지정하십시오."
        )
    return data


@lru_cache(maxsize=1)
def pins() -> dict[str, str]:
    """Return the SHA-256 of each template that ships with the program."""
    text = Path(__file__).with_name("template_pins.json").read_text(encoding="utf-8")
    return {str(name): str(digest) for name, digest in json.loads(text).items()}


def fingerprint(name: str, data: bytes) -> str:
    """Return the SHA-256 of a template; line ends of the web page count alike on every system."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n") if name.endswith(".html") else data).hexdigest()


@lru_cache(maxsize=8)
def load_pinned(name: str, blocks: frozenset[str], styles: frozenset[str] = frozenset()) -> Template:
    """Return our template `name` ready to fill; raises as `template_bytes` and `template_of` do."""
    path = template_path(name)
    return template_of(path, template_bytes(name), blocks, styles)


def template_data(path: Path) -> bytes:
    """Return the bytes of a company's own template; raises LibraryError where it cannot be opened."""
    try:
        if not path.is_file():  # a pipe would never end
            raise FileNotFoundError(path)
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise LibraryError(f"{path}: 서식 파일을 열 수 없습니다. 파일의 위치와 권한을 확인하십시오.") from error


@lru_cache(maxsize=8)
def template_of(path: Path, data: bytes, blocks: frozenset[str], styles: frozenset[str] = frozenset()) -> Template:
    """Return the template with the bytes `data` that lies at `path`, made once per process.

    `blocks`: the block slots that must each stand in the document once; `styles`: the style ids it
    must define. Raises LibraryError that names the file and what is wrong: damaged, incomplete, or
    holding anything active.
    """
    try:
        require_size(path, data)
        parts = read_package(data)
        if "word/document.xml" not in parts:
            raise KeyError("word/document.xml")
        require_inert(path, parts)
        parts = with_part(parts)
        for name in [name for name in parts if SLOTTED.fullmatch(name) and name.startswith("word/")]:
            parts[name] = _mark_slots(parts[name], blocks)
        found_styles = _style_ids(parts["word/styles.xml"])
    except (BadZipFile, KeyError, etree.XMLSyntaxError, UnicodeDecodeError, NotImplementedError) as error:
        raise LibraryError(f"{path}: Word 서식 파일이 아니거나 깨졌습니다({error}). 원본으로 되돌리십시오.") from error
    slotted = {
        name: _pieces(path, name, parts.pop(name).decode("utf-8")) for name in sorted(parts) if SLOTTED.fullmatch(name)
    }
    _check(path, slotted["word/document.xml"], blocks, styles - found_styles)
    digest = fingerprint(path.name, data)
    numbering = parts.get("word/numbering.xml", b"").decode("utf-8")
    custom = parts.pop(PART)
    fixed = {name: pack(part) for name, part in parts.items()}
    return Template(path.name, digest, fixed, slotted, found_styles, numbering, custom)


def _check(path: Path, document: tuple[_Piece, ...], blocks: frozenset[str], missing_styles: Iterable[str]) -> None:
    found = [slot for _, slot, is_block in document if is_block]
    faults = [f"자리표 {{{{ {slot} }}}}가 없습니다" for slot in sorted(blocks) if slot not in found]
    faults += [f"자리표 {{{{ {slot} }}}}가 두 번 있습니다" for slot in sorted(blocks) if found.count(slot) > 1]
    faults += [f"스타일 '{style}'이 없습니다" for style in sorted(missing_styles)]
    if faults:
        raise LibraryError(f"{path}: {'; '.join(faults)}. 서식 파일을 고치거나 원본으로 되돌리십시오.")


def _pieces(path: Path, part: str, xml: str) -> tuple[_Piece, ...]:
    pieces: list[_Piece] = []
    position = 0
    for match in _SLOT.finditer(xml):
        pieces.append((xml[position : match.start()], match[1] or match[2], match[2] is not None))
        position = match.end()
    pieces.append((xml[position:], "", False))
    for literal, _, _ in pieces:
        stray = TAG.search(literal)
        if stray:
            around = re.sub("<[^>]*>", "", literal[stray.start() : stray.start() + 200])[:40]
            raise LibraryError(
                f"{path}: {part}: 자리표가 아닌 '{around}'이(가) 있습니다. {{{{ 이름 }}}} 꼴만 쓸 수 있습니다."
            )
    return tuple(pieces)


def _style_ids(styles: bytes) -> frozenset[str]:
    root = etree.fromstring(styles, _parser())
    return frozenset(str(style.get(f"{{{W}}}styleId")) for style in root.iter(f"{{{W}}}style"))


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def _mark_slots(part: bytes, blocks: frozenset[str]) -> bytes:
    """Replace each paragraph that holds one of `blocks` and nothing else by a comment that names it.

    Word splits text into runs as it likes (spelling, editing history), so another slot that lies
    over several runs is drawn together into the first of them.
    """
    root = etree.fromstring(part, _parser())
    for paragraph in list(root.iter(_P)):
        texts = list(paragraph.iter(_T))
        joined = "".join(text.text or "" for text in texts)
        alone = _SLOT.fullmatch(joined.strip())
        parent = paragraph.getparent()
        if alone and alone[1] in blocks and parent is not None:
            mark = etree.Comment(f"slot:{alone[1]}")
            mark.tail = paragraph.tail
            parent.replace(paragraph, mark)
        elif len(_SLOT.findall(joined)) > sum(len(_SLOT.findall(text.text or "")) for text in texts):
            texts[0].text = joined
            texts[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            for text in texts[1:]:
                text.text = ""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
