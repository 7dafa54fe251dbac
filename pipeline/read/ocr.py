"""Recognises the text of scanned pages with tesseract, where the user asks for it and it is installed.

In: pictures (a rendered page, or the bytes of a picture file). Out: lines with a confidence of 0..1
each. tesseract runs as a process of its own with fixed arguments: no shell, no file, no network; the
picture goes in and the table of words comes out (TSV, tesseract(1)). It never reads circled digits;
`pipeline.read.circled` puts them back from their order.
"""

from __future__ import annotations

import csv
import hashlib
import io
import math
import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pipeline.errors import ReadError
from pipeline.model import Document, Outcome
from pipeline.read import limits
from pipeline.read.circled import with_circled
from pipeline.read.limiting import beyond
from pipeline.read.options import Options
from pipeline.read.pages import ranges
from pipeline.read.pdfium import Line

_LAYOUT: Final = "4"
"""Page segmentation mode: one column of text of varying sizes (measured in docs/formats.md)."""
_KEPT: Final = ("PATH", "TESSDATA_PREFIX", "LD_LIBRARY_PATH", "SYSTEMROOT", "HOME")
_WORD: Final = "5"
_HANGUL = re.compile("[가-힣]")
_ANNEX = re.compile(r"별 지(?= ?\d)")
"""A word that Kiwi does not know."""
_FEW_KOREAN: Final = 0.2
_INSTALL: Final = "tesseract와 한국어 자료(tesseract-ocr, tesseract-ocr-kor)를 설치한 다음 다시 실행하여 주십시오."


@dataclass(frozen=True, slots=True)
class Engine:
    """A tesseract that can read Korean, and English where `english`. `name`: the file that is read."""

    name: str
    program: str
    english: bool

    def lines(self, picture: bytes) -> list[Line]:
        """Return the lines of a picture (PNM, PNG, JPEG or TIFF) from the top down; ReadError where tesseract fails.

        Korean first; a page with hardly any Korean is read again as English. Both at once would make English
        words of Korean ones (measured in docs/formats.md).
        """
        lines = self._read(picture, "kor")
        letters = "".join("".join(line.text.split()) for line in lines)
        if self.english and len(_HANGUL.findall(letters)) < _FEW_KOREAN * len(letters):
            return self._read(picture, "eng")
        return _spaced(lines)

    def _read(self, picture: bytes, language: str) -> list[Line]:
        arguments = ["stdin", "stdout", "-l", language, "--psm", _LAYOUT, "--dpi", str(limits.OCR_DPI), "tsv"]
        return _lines(_run(self.name, [self.program, *arguments], picture))


def engine(name: str) -> Engine:
    """Return the installed tesseract; ReadError (NEEDS_OCR) where there is none that reads Korean. `name`: the file."""
    program = shutil.which("tesseract")
    if program is None:
        raise ReadError(f"{name}: 문자 인식 프로그램(tesseract)이 없습니다. {_INSTALL}", Outcome.NEEDS_OCR)
    known = set(_run(name, [program, "--list-langs"], b"").split())
    if "kor" not in known:
        raise ReadError(f"{name}: tesseract에 한국어 자료가 없습니다. {_INSTALL}", Outcome.NEEDS_OCR)
    return Engine(name, program, "eng" in known)


def _spaced(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with Korean words whole: tesseract parts most of them into syllables, so Kiwi spaces them."""
    from pipeline.korean import kiwi

    def whole(text: str) -> str:
        return _ANNEX.sub("별지", str(kiwi().space(text, reset_whitespace=True)))

    return [line._replace(text=whole(line.text)) if _is_torn(line.text) else line for line in lines]


def _is_torn(text: str) -> bool:
    words = [word for word in text.split() if _HANGUL.search(word)]
    return len(words) > 1 and 4 * sum(1 for word in words if len(word) == 1) >= len(words)


def _run(name: str, command: Sequence[str], data: bytes) -> str:
    environment = {key: os.environ[key] for key in _KEPT if key in os.environ} | {"OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, env=environment, timeout=limits.OCR_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        what = "한 쪽의 문자 인식이 오래 걸려 멈추었습니다"
        raise beyond(name, "OCR_SECONDS", what, "그림의 크기를 줄여 다시 넣어 주십시오.") from error
    except OSError as error:
        raise ReadError(
            f"{name}: 문자 인식 프로그램(tesseract)을 실행할 수 없습니다. {_INSTALL}", Outcome.NEEDS_OCR
        ) from error
    if done.returncode:
        raise ReadError(
            f"{name}: 문자 인식에 실패했습니다(tesseract 끝 코드 {done.returncode}). "
            "그림 파일이 열리는지 확인하고 원본 DOCX나 PDF가 있으면 그 파일을 넣어 주십시오.",
            Outcome.DAMAGED,
        )
    return done.stdout.decode("utf-8", "replace")


def _lines(table: str) -> list[Line]:
    """Return the lines of a TSV table of words, lines of one paragraph and block together as tesseract orders them."""
    words: dict[tuple[str, ...], list[Mapping[str, str]]] = {}
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row.get("level") == _WORD and (row.get("text") or "").strip():
            words.setdefault(tuple(row[key] for key in ("page_num", "block_num", "par_num", "line_num")), []).append(
                row
            )
    return [_line(row) for row in words.values()]


def _line(words: Sequence[Mapping[str, str]]) -> Line:
    weights = [len(word["text"]) for word in words]
    score = sum(max(0.0, float(word["conf"])) * weight for word, weight in zip(words, weights, strict=True))
    return Line(" ".join(word["text"] for word in words), confidence=round(score / sum(weights) / 100, 3))


def picture_of(document: Any, number: int) -> bytes:
    """Return page `number` (from 0) of a pdfium document as a picture, b"" where pdfium cannot draw it."""
    import pypdfium2

    try:
        return rendered(document[number])
    except pypdfium2.PdfiumError:
        return b""


def rendered(page: Any) -> bytes:
    """Return a page of pdfium as a grey picture (PGM) at `limits.OCR_DPI`, smaller where it would be too large."""
    width, height = page.get_size()
    scale = limits.OCR_DPI / 72
    scale = min(scale, math.sqrt(limits.OCR_PIXELS / max(1.0, width * height)))
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        raw = bytes(bitmap.buffer)
        rows = (raw[at : at + bitmap.width] for at in range(0, bitmap.stride * bitmap.height, bitmap.stride))
        return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + b"".join(rows)
    finally:
        bitmap.close()


def mean(lines: Sequence[Line]) -> float:
    """Return the mean confidence of lines, weighed by their length."""
    weight = sum(len(line.text) for line in lines)
    return sum((line.confidence or 0.0) * len(line.text) for line in lines) / max(1, weight)


def warnings_of(pages: Mapping[int, float], circled: int) -> list[str]:
    """Return the warning for pages that were recognised, with their mean confidence and the circled digits put back."""
    if not pages:
        return []
    low, high = round(100 * min(pages.values())), round(100 * max(pages.values()))
    shown = f"{low}%" if low == high else f"{low}-{high}%"
    numbers = f" 동그라미 번호(①, ②) {circled}개는 순서로 되살렸습니다." if circled else ""
    return [
        f"{ranges(list(pages))}: 문자 인식(OCR)으로 읽었습니다(쪽별 평균 신뢰도 {shown}). "
        f"낮은 신뢰도로 표시하니 글자가 맞는지 원본과 대조하십시오.{numbers}"
    ]


def read_image(name: str, data: bytes, options: Options) -> Document:
    """Read a picture file of a scan (PNG, JPEG, TIFF, BMP) with `options.ocr`; ReadError (NEEDS_OCR) without."""
    if not options.ocr:
        raise ReadError(
            f"{name}: 그림 파일입니다. --ocr를 붙여 다시 실행하거나(tesseract와 그 한국어 자료가 있어야 합니다), "
            "글자를 선택할 수 있는 PDF나 DOCX를 넣어 주십시오.",
            Outcome.NEEDS_OCR,
        )
    from pipeline.read.pdf_blocks import to_blocks

    lines = engine(name).lines(data)
    if not lines:
        raise ReadError(
            f"{name}: 그림에서 글자를 찾지 못했습니다. 더 선명하게 스캔하여 넣어 주십시오.", Outcome.NEEDS_OCR
        )
    pages, circled = with_circled([lines])
    out = to_blocks(pages)
    return Document(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        format="image",
        text=out.text,
        blocks=tuple(out.blocks),
        warnings=tuple(warnings_of({1: mean(lines)}, circled)),
        pages=1,
    )
