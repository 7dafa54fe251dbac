"""Files changed at random, always in the same way: a document or a ReadError, never anything else, and in time.

100 changed files for each format; FINCLAUSE_FUZZ=1000 asks for more. A part of them is read in a process of its own.
FINCLAUSE_SOAK=5000 reads that many documents in one run, one in a hundred of them hostile.
"""

from __future__ import annotations

import io
import os
import random
import signal
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hostile import docx_attacks, pdf_attacks
from read_samples import docx, level, numbering, p, packed, pdf, r, story, style, styles, table

from pipeline.errors import ReaderDefectError, ReadError
from pipeline.model import Document, Outcome
from pipeline.parse import parse
from pipeline.read import READERS, read_bytes
from pipeline.read.outcome import outcome_of
from pipeline.sandbox.apart import read_bytes_apart

TIMES = int(os.environ.get("FINCLAUSE_FUZZ", "100"))
SOAK = int(os.environ.get("FINCLAUSE_SOAK", "40"))
SAMPLES = Path(__file__).resolve().parents[1] / "samples"
SECONDS = 20


def rich_docx() -> bytes:
    """A DOCX with numbers, styles, a table, changes, notes and a text box."""
    body = p("제1조(목적)", style="h") + p("을은 알린다.", num=(1, 0)) + p("갑은 답한다.", num=(1, 1))
    body += (
        table(["구분", "값"], ["가동률", table(["속"])])
        + f"<w:p><w:ins w:id='1'>{r('더함')}</w:ins><w:del w:id='2'><w:r><w:delText>뺌</w:delText></w:r></w:del></w:p>"
    )
    body += (
        '<w:p><w:r><w:t>본문</w:t><w:footnoteReference w:id="2"/></w:r></w:p><w:sdt><w:sdtContent>'
        + p("속")
        + "</w:sdtContent></w:sdt>"
    )
    return docx(body, {
        "numbering": numbering({0: level(0, "decimal", "%1.") + level(1, "ganada", "%2.")}, {1: (0, "")}),
        "styles": styles(style("h", "heading 1", '<w:outlineLvl w:val="0"/>')),
        "footnotes": story("footnotes", '<w:footnote w:id="2">' + p("각주") + "</w:footnote>"),
    })  # fmt: skip


def seeds() -> dict[str, list[bytes]]:
    """Whole files of each format, by suffix."""
    lines = [f"제{n}조(조항) 을은 갑에게 지체 없이 알린다." for n in range(1, 30)]
    found = {
        "docx": [rich_docx(), docx_attacks.hidden_places(), docx_attacks.style_loop()],
        "pdf": [pdf([lines, lines]), pdf_attacks.one_page(pdf_attacks.flate(pdf_attacks.WORDS))],
        "html": [(SAMPLES / "vendor-agreement.html").read_bytes()],
        "txt": [
            (SAMPLES / "vendor-terms.txt").read_bytes(),
            "\n".join(lines).encode("cp949"),
            "\n".join(lines).encode("utf-16"),
        ],
        "md": [(SAMPLES / "vendor-partial.md").read_bytes()],
    }
    if ".hwp" in READERS and ".hwpx" in READERS:
        from hangul_samples import hp, htable, hwp, hwpx, xp, xtable

        found["hwpx"] = [hwpx(*(xp(line) for line in lines), xp(xtable(["가", "나"], ["다", "라"])))]
        found["hwp"] = [hwp(*(hp(line) for line in lines), hp(htable(["가", "나"], ["다", "라"])))]
    return found


SEEDS = seeds()


def changed(data: bytes, chance: random.Random) -> bytes:
    """`data` with a few bytes, runs or numbers changed."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(len(out) or 1)
        how = chance.randrange(7)
        if how == 0:
            out[at : at + 1] = bytes([chance.randrange(256)])
        elif how == 1:
            del out[at : at + chance.randrange(1, 64)]
        elif how == 2:
            out[at:at] = out[at : at + chance.randrange(1, 256)]
        elif how == 3:
            out[at : at + 4] = chance.choice(
                (b"\xff\xff\xff\xff", b"\x00\x00\x00\x80", b"\x00\x00\x00\x00", b"\xff\xff\xff\x7f")
            )
        elif how == 4:
            other = chance.randrange(len(out) or 1)
            out[at : at + 32] = out[other : other + 32]
        elif how == 5:
            out[at:at] = chance.choice(
                (b"<", b">", b"\x00", b"&#x0;", b"<<", b"]>", b"\xed\xa0\x80", b"%s%n", b"99999999999")
            )
        else:
            del out[at:]
    return bytes(out)


def changed_inside(data: bytes, chance: random.Random) -> bytes:
    """A zip one of whose parts is changed: a change of the packed bytes would rarely get past the checksum."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = chance.choice(sorted(name for name in parts if parts[name]))
    return packed(parts | {name: changed(parts[name], chance)})


def files(form: str, times: int) -> Iterator[tuple[int, bytes]]:
    """The changed files of a format with their numbers; the same in every run."""
    for number in range(times):
        chance = random.Random(f"20261122 {form} {number}")
        seed = chance.choice(SEEDS[form])
        inside = seed.startswith(b"PK") and number % 4
        yield number, changed_inside(seed, chance) if inside else changed(seed, chance)


@contextmanager
def guarded(seconds: int) -> Iterator[None]:
    """Raise TimeoutError in what takes longer (where there is SIGALRM)."""

    def late(*_: object) -> None:
        raise TimeoutError

    if not hasattr(signal, "SIGALRM"):
        yield
        return
    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def ends(reading: Callable[[str, bytes], Document], name: str, data: bytes) -> Outcome:
    """The outcome of one reading; a document is parsed too, and its blocks lie within its text."""
    try:
        document = reading(name, data)
    except ReaderDefectError as error:
        raise AssertionError(error.trace) from error
    except ReadError as error:
        if not str(error).startswith(f"{name}: "):
            raise AssertionError(str(error)) from error
        return error.outcome
    assert all(0 <= block.start <= block.end <= len(document.text) for block in document.blocks)
    parse(document)
    return outcome_of(document)


@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("form", SEEDS)
def test_a_changed_file_is_read_or_refused(form: str) -> None:
    faults = []
    for number, data in files(form, TIMES):
        try:
            with guarded(SECONDS):
                ends(read_bytes, f"a.{form}", data)
        except Exception as error:
            faults.append((number, type(error).__name__, str(error)[:200]))
    assert faults == []


@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("form", SEEDS)
def test_a_changed_file_ends_in_its_own_process_as_it_does_here(form: str) -> None:
    for number, data in files(form, max(4, TIMES // 25)):
        assert ends(read_bytes_apart, f"a.{form}", data) == ends(read_bytes, f"a.{form}", data), number


def rss() -> int:
    """The memory that this process holds now, in bytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.timeout(7_200)
@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts open files in /proc")
def test_a_long_run_leaks_neither_files_nor_memory() -> None:
    good = {f"계약.{form}": SEEDS[form][0] for form in ("docx", "pdf", "html", "txt")}
    names = list(good)
    bad = {
        "폭탄.docx": docx_attacks.laughs(),
        "고리.pdf": pdf_attacks.exponential(),
        "깨짐.docx": good["계약.docx"][:500],
    }
    for name in names:
        ends(read_bytes_apart, name, good[name])
    opened, held = len(os.listdir("/proc/self/fd")), rss()
    every = 100 if SOAK >= 1_000 else 10
    for number in range(SOAK):
        name = list(bad)[number // every % len(bad)] if number % every == every - 1 else names[number % len(names)]
        outcome = ends(read_bytes_apart, name, (good | bad)[name])
        assert (outcome in (Outcome.OK, Outcome.OK_WITH_WARNINGS)) == (name in good), (number, name)
    assert len(os.listdir("/proc/self/fd")) == opened
    assert rss() - held <= 50 << 20
