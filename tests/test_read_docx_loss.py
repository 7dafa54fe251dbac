"""No character of a DOCX is lost without a word: counted by the standard library, part by part."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from docx_count import characters, share_kept
from read_samples import docx, p, r, story, table
from render_contract import long_contract, meta

from pipeline.read import read_bytes
from pipeline.render import render

SHARED = Path(os.environ.get("FINCLAUSE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
REAL = sorted(SHARED.rglob("*.docx")) if SHARED.is_dir() else []
NAMED = ("숨김", "취소선", "병합되어", "윗주", "각주와 미주")
BY = 'w:author="김" w:date="2026-01-02T03:04:00Z"'
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


class Maker:
    """Makes documents of everything that can hold text, each word of its own."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.notes: list[str] = []
        self.remarks: list[str] = []

    def word(self) -> str:
        return "".join(chr(self.draw.randrange(0xAC00, 0xD7A3)) for _ in range(self.draw.randint(1, 6)))

    def inline(self, depth: int) -> str:
        kind = self.draw.randrange(12)
        if kind < 7:
            return self.around(kind, self.inline(depth - 1) if depth else r(self.word()))
        if kind == 7:
            return f"<w:del {BY}><w:r><w:delText>{self.word()}</w:delText></w:r></w:del>"
        if kind == 8:
            return f"<w:moveFrom {BY}>{r(self.word())}</w:moveFrom>"
        if kind == 9:
            box = f"<w:txbxContent>{p(r(self.word()))}</w:txbxContent>"
            return (
                f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>"
                f"{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
            )
        if kind == 10:
            top, below = (f"<m:r><m:t>{self.word()}</m:t></m:r>" for _ in range(2))
            return f"<m:oMath {MATH}><m:f><m:num>{top}</m:num><m:den>{below}</m:den></m:f></m:oMath>"
        return self.note()

    def around(self, kind: int, inner: str) -> str:
        if kind == 6:
            return self.remark(inner)
        return (
            inner + r(self.word()),
            f"<w:hyperlink>{inner}</w:hyperlink>",
            f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>",
            f"<w:smartTag>{inner}</w:smartTag>",
            f'<w:fldSimple w:instr="REF x">{inner}</w:fldSimple>',
            f"<w:ins {BY}>{inner}</w:ins>",
        )[kind]

    def note(self) -> str:
        self.notes.append(f'<w:footnote w:id="{len(self.notes) + 1}">{p(r(self.word()))}</w:footnote>')
        return f'<w:r><w:footnoteReference w:id="{len(self.notes)}"/></w:r>'

    def remark(self, inner: str) -> str:
        at = len(self.remarks)
        self.remarks.append(f'<w:comment w:id="{at}" {BY}>{p(self.word())}</w:comment>')
        return f'<w:commentRangeStart w:id="{at}"/>{inner}<w:commentRangeEnd w:id="{at}"/>'

    def block(self, depth: int) -> str:
        kind = self.draw.randrange(6) if depth else 0
        if kind == 1:
            return table((self.block(depth - 1), p(r(self.word()))), (self.word(), self.word()))
        if kind == 2:
            return f"<w:sdt><w:sdtContent>{self.block(depth - 1)}</w:sdtContent></w:sdt>"
        if kind == 3:
            return table((self.block(depth - 1),))
        if kind == 4:
            return table((self.word(), "나")).replace("<w:tr>", f"<w:tr><w:trPr><w:del {BY}/></w:trPr>")
        paragraph = p("".join(self.inline(2) for _ in range(self.draw.randint(1, 4))))
        return paragraph.replace("<w:pPr>", f"<w:pPr><w:rPr><w:del {BY}/></w:rPr>", 1) if kind == 5 else paragraph

    def document(self) -> bytes:
        body = "".join(self.block(3) for _ in range(30)) + p("끝")
        parts = {
            "footnotes": story("footnotes", "".join(self.notes)),
            "comments": story("comments", "".join(self.remarks)),
            "header": story("hdr", p(r(self.word()))),
            "footer": story("ftr", table((self.word(), self.word()))),
        }
        return docx(body, parts)


@pytest.mark.parametrize("seed", range(40))
def test_made_documents_lose_no_character(seed: int) -> None:
    data = Maker(seed).document()
    assert characters(data).total() > 300
    assert share_kept(data, read_bytes("a.docx", data)) == 1.0


def test_a_draft_loses_no_character() -> None:
    data = render(long_contract(), meta())
    assert share_kept(data, read_bytes("a.docx", data)) == 1.0


def test_the_count_sees_a_lost_paragraph() -> None:
    data, shorter = docx(p("가나다") + p("라")), docx(p("가나다"))
    assert share_kept(data, read_bytes("a.docx", shorter)) == 0.75


@pytest.mark.skipif(not REAL, reason="the shared folder with real files is not there")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_real_files_lose_nothing_without_a_word(path: Path) -> None:
    data = path.read_bytes()
    document = read_bytes(path.name, data)
    named = any(name in warning for warning in document.warnings for name in NAMED)
    assert named or share_kept(data, document) >= 0.999
