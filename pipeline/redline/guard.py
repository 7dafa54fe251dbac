"""Files that are not to be changed at all, each with its reason; and what the whole package is asked for.

Source: ECMA-376 part 1, 17.15.1.29 (documentProtection), 17.15.1.93 (writeProtection), 17.5.2 (content controls).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.read.opc import Element, Package
from pipeline.read.styles import VAL, W, is_on
from pipeline.redline.faults import RedlineError, RefusedError

_ENCODING: Final = re.compile(rb"^(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)", re.I)
_ID: Final = re.compile(rb":id\s*=\s*[\"'](\d{1,10})[\"']")
_LOCKS: Final = ("contentLocked", "sdtContentLocked")
_CHOSEN: Final = tuple(
    W + tag for tag in ("dataBinding", "dropDownList", "comboBox", "date", "picture", "docPartObj", "citation")
)
_STRICT: Final = b"http://purl.oclc.org/ooxml/"


def require_open(package: Package, names: tuple[str, ...]) -> None:
    """Raise RedlineError, with every reason, where the file as a whole is not to be changed. `names`: its parts."""
    reasons = list(_reasons(package, names))
    if reasons:
        raise RedlineError(f"{package.name}: 수정대비를 만들지 않았습니다.\n" + "\n".join(f"  {r}" for r in reasons))


def _reasons(package: Package, names: tuple[str, ...]) -> Iterator[str]:
    main = package.main_part()
    data = package.read(main)
    declared = _ENCODING.match(data[:200])
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or (declared and declared[1].lower() not in (b"utf-8", b"us-ascii")):
        yield "본문이 UTF-8로 적혀 있지 않습니다. Word에서 다시 저장하여 주십시오."
    if _STRICT in data[:8192]:
        yield "'Strict Open XML' 형식입니다. Word에서 'Word 문서(*.docx)'로 다시 저장하여 주십시오."
    if any(name.lower().startswith("_xmlsignatures/") for name in names):
        yield "전자 서명이 있는 파일입니다. 고치면 서명이 깨지므로 서명 전의 파일을 받으십시오."
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        yield "매크로가 든 파일입니다. 매크로 없는 DOCX로 다시 저장하여 주십시오."
    settings = package.related(main).get("settings")
    if settings:
        yield from _protections(package.xml(settings[0]))


def _protections(settings: Element) -> Iterator[str]:
    protection = settings.find(W + "documentProtection")
    if protection is not None:
        enforced = (protection.get(W + "enforcement") or "0") in ("1", "true", "on")
        if enforced and protection.get(W + "edit") not in (None, "none", "trackedChanges"):
            yield "편집이 제한된(보호된) 문서입니다. 보낸 쪽에 제한을 풀어 달라고 하십시오."
    writing = settings.find(W + "writeProtection")
    if writing is not None and not is_on_attribute(writing, "recommended"):
        yield "쓰기 암호가 걸린 문서입니다. 보낸 쪽에 암호를 풀어 달라고 하십시오."


def is_on_attribute(element: Element, name: str) -> bool:
    """Whether an on/off attribute of the w: namespace is there and on."""
    value = element.get(W + name)
    return value is not None and value not in ("0", "false", "off")


def require_unlocked(element: Element) -> None:
    """Raise RefusedError where the element stands in a content control that is locked or filled from elsewhere."""
    for control in element.iterancestors(W + "sdt"):
        properties = control.find(W + "sdtPr")
        if properties is None:
            continue
        lock = properties.find(W + "lock")
        if lock is not None and lock.get(VAL) in _LOCKS:
            raise RefusedError("고칠 자리가 잠긴 콘텐츠 컨트롤 안에 있습니다.")
        if any(properties.find(tag) is not None for tag in _CHOSEN):
            raise RefusedError("고칠 자리가 목록, 날짜나 외부 자료와 이어진 콘텐츠 컨트롤 안에 있습니다.")


def require_main(element: Element) -> None:
    """Raise RefusedError unless the element is text of the main story: no note, text box or alternative content."""
    for around in element.iterancestors():
        if around.tag == W + "txbxContent" or around.tag.endswith("}AlternateContent"):
            raise RefusedError("고칠 자리가 글상자 안에 있습니다.")
        if around.tag in (W + "footnote", W + "endnote"):
            raise RefusedError("고칠 자리가 각주나 미주 안에 있습니다.")
        if around.tag == W + "ins" or around.tag == W + "moveTo":
            raise RefusedError("고칠 자리가 다른 사람이 남긴 미확정 변경 안에 있습니다.")
    row = next(element.iterancestors(W + "tr"), None)
    if row is not None and any(is_on(row.find(f"{W}trPr/{W}{tag}")) for tag in ("ins", "del")):
        raise RefusedError("고칠 자리가 다른 사람이 넣거나 지운 표의 행에 있습니다.")


def highest_id(parts: dict[str, bytes]) -> int:
    """Return the highest id of any mark in any of the parts; 0 where there is none."""
    return max((int(found) for data in parts.values() for found in _ID.findall(data)), default=0)
