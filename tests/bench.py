"""`tasks.py bench`: our speed as a ratio to the bare library on the same work, both in one run."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "tests"))

from bench_docx import docxtpl_loop_baseline, paragraphs_of, ratio  # noqa: E402
from bench_redline import EDITS, opened_and_saved, shortest, twenty_edits  # noqa: E402

from pipeline.assemble import assemble  # noqa: E402
from pipeline.deal import conditions, load_deal  # noqa: E402
from pipeline.library import load_library  # noqa: E402
from pipeline.model import Library  # noqa: E402
from pipeline.render import render, render_verified  # noqa: E402
from pipeline.render.drafted import draft_meta  # noqa: E402
from pipeline.select import select  # noqa: E402

_ALONE = "import spacy; from kiwipiepy import Kiwi; Kiwi(load_typo_dict=False, load_multi_dict=False).tokenize('가')"
_DEFAULT = "import spacy; from kiwipiepy import Kiwi; Kiwi().tokenize('가')"


def main() -> int:
    """Print every ratio with its bar; return 1 if one is missed."""
    library = load_library()
    deal = load_deal(ROOT / "samples/deal-critical.yaml")
    chosen = conditions(deal, library)
    meta = draft_meta(deal, library, chosen)

    def draft() -> bytes:
        return render(assemble(library, select(library, chosen), deal), meta)

    contract = assemble(library, select(library, chosen), deal)
    baseline = docxtpl_loop_baseline(paragraphs_of(contract))
    letters = sum(len(line) for line in paragraphs_of(contract))
    print(f"본문 {letters:,}자, 조·별지 {len(contract.articles)}개")
    met = [
        row(
            "작성: 같은 글을 docxtpl 반복 서식으로 쓰는 시간 / 우리가 쓰는 시간 (≥ 2)",
            ratio(baseline, lambda: render(contract, meta)),
            at_least=2.0,
        ),
        row(
            "        (참고: 다시 읽어 견주는 것까지 더한 우리 시간과 견주면)",
            ratio(baseline, lambda: render_verified(contract, meta)),
        ),
        row("        (참고: 조항을 고르고 짜는 것까지 더한 우리 시간과 견주면)", ratio(baseline, draft)),
        growth(),
        review_warm(draft()),
        review_english(library),
        review_cold(draft()),
        reading_docx(draft()),
        reading_pdf(draft()),
        child_start(draft()),
        redlining(draft()),
    ]
    return 0 if all(met) else 1


def row(name: str, found: float, *, at_least: float = 0.0, at_most: float = float("inf")) -> bool:
    """Print one ratio; return True if it keeps its bar."""
    kept = at_least <= found <= at_most
    print(f"{'충족' if kept else '미달'}  {found:6.2f}  {name}")
    return kept


def redlining(docx: bytes) -> bool:
    """Twenty tracked edits against opening and saving the same file with lxml; five times that is less than a tenth of a second."""
    ours, theirs = twenty_edits(docx), opened_and_saved(docx)
    print(f"        (참고: 변경 {EDITS}건을 적는 시간 {shortest(ours):.3f}초)")
    return row(
        f"수정대비: 변경 {EDITS}건을 적는 시간 / lxml로 열고 저장하는 시간 (≤ 5)", ratio(ours, theirs, 7), at_most=5
    )


def growth() -> bool:
    """Parsing eight times the articles must not take much more than eight times as long."""
    from pipeline.parse import parse
    from pipeline.read import read_bytes

    def parsing(articles: int) -> Callable[[], object]:
        text = "".join(
            f"제{n}조(조항)\n① 을은 알린다.\n1. 자료\n2. 기록\n② 갑은 답한다.\n" for n in range(1, articles + 1)
        )
        document = read_bytes("a.txt", text.encode())
        return lambda: parse(document)

    return row(
        "조문 나누기: 조 1,600개의 시간 / 200개의 시간 (≤ 12)", ratio(parsing(1600), parsing(200), 5), at_most=12.0
    )


def review_english(library: Library) -> bool:
    """Reviewing the English draft in a warm process against reviewing the Korean draft of the same deal."""
    from pipeline.judge import review
    from pipeline.parse import parse
    from pipeline.read import read_bytes
    from pipeline.train.as_text import text_of

    deal = load_deal(ROOT / "samples/deal-critical.yaml")
    chosen = conditions(deal, library)

    def ours(language: str) -> Callable[[], object]:
        document = read_bytes(
            "draft.txt", text_of(assemble(library, select(library, chosen), deal, language)).encode("utf-8")
        )
        return lambda: review(document, parse(document), library, chosen)

    return row(
        "검토(예열 뒤): 영문 초안의 시간 / 같은 거래의 국문 초안의 시간 (≤ 1.5)",
        ratio(ours("en"), ours("ko"), 7),
        at_most=1.5,
    )


def review_warm(docx: bytes) -> bool:
    """Reviewing a DOCX in a warm process, both languages loaded, against tokenizing its text once with bare Kiwi."""
    from pipeline.judge import review
    from pipeline.korean import kiwi
    from pipeline.match.reader import load_reader
    from pipeline.parse import parse
    from pipeline.read import read_bytes

    for language in ("ko", "en"):
        load_reader(language)
    library = load_library()
    deal = load_deal(ROOT / "samples/deal-critical.yaml")
    chosen = conditions(deal, library)

    def ours() -> object:
        document = read_bytes("draft.docx", docx)
        return review(document, parse(document), library, chosen)

    text = read_bytes("draft.docx", docx).text
    found = ratio(ours, lambda: kiwi().tokenize(text), 7)
    return row("검토(예열 뒤): 우리 시간 / 같은 글을 Kiwi로 한 번 쪼개는 시간 (≤ 1.5)", found, at_most=1.5)


def review_cold(docx: bytes) -> bool:
    """A fresh `finclause review` process against a fresh process that only imports spaCy and loads Kiwi."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "draft.docx"
        path.write_bytes(docx)
        ours = process([sys.executable, "-m", "pipeline", "review", str(path), "--format", "json"])
        found = ratio(ours, process([sys.executable, "-c", _ALONE]), 5)
        wide = ratio(ours, process([sys.executable, "-c", _DEFAULT]), 3)
    print(f"        (참고: Kiwi를 기본 사전으로 여는 과정과 견주면 {wide:.2f})")
    return row("검토(새 과정): 우리 시간 / spaCy를 들이고 Kiwi만 여는 시간 (≤ 2)", found, at_most=2.0)


def reading_docx(docx: bytes) -> bool:
    """Reading a draft against a bare walk: lxml parses its parts, every element is looked at once.

    What is looked at is what any reader of the same text needs: tag, text and attributes (styles and numbers stand
    in attributes), paragraphs, rows and cells kept apart. The ratio to a walk without the attributes is printed too.
    """
    from lxml import etree

    from pipeline.read import read_bytes

    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    marks = {space + "p": "\n", space + "tr": "\n", space + "tc": "\t"}

    def walked(*, whole: bool) -> tuple[str, int]:
        out: list[str] = []
        attributes = 0
        with zipfile.ZipFile(io.BytesIO(docx)) as package:
            parts = [etree.fromstring(package.read(name)) for name in package.namelist() if name.endswith(".xml")]
        for part in parts:
            for element in part.iter():
                tag, text = element.tag, element.text
                if tag == space + "t":
                    out.append(text or "")
                elif tag in marks:
                    out.append(marks[tag])
                if whole:
                    attributes += len(element.items())
        return "".join(out), attributes

    def ours() -> object:
        return read_bytes("draft.docx", docx)

    found = ratio(ours, lambda: walked(whole=True), 25, time.process_time)
    bare = ratio(ours, lambda: walked(whole=False), 25, time.process_time)
    print(f"        (참고: 속성을 보지 않고 글자와 문단, 행, 칸만 꺼내는 훑기와 견주면 {bare:.2f})")
    return row(
        "DOCX 읽기: 우리 시간 / lxml로 모든 부분의 요소를 하나씩 보며 글과 속성을 꺼내는 시간 (≤ 1.5)",
        found,
        at_most=1.5,
    )


def reading_pdf(docx: bytes) -> bool:
    """Reading a draft as LibreOffice prints it, in a warm process, against extracting its text with bare pypdfium2."""
    import pypdfium2

    from pipeline.read import read_bytes

    if shutil.which("soffice") is None:
        print("        (LibreOffice가 없어 PDF 읽기를 재지 않음)")
        return True
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "draft.docx"
        path.write_bytes(docx)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(path)]
        subprocess.run(command, check=True, capture_output=True)
        data = path.with_suffix(".pdf").read_bytes()

    def bare() -> None:
        document = pypdfium2.PdfDocument(data)
        for page in document:
            page.get_textpage().get_text_range()
        document.close()

    return row(
        "PDF 읽기: 우리 시간 / pypdfium2로 글자만 꺼내는 시간 (≤ 2)",
        ratio(lambda: read_bytes("draft.pdf", data), bare, 15, time.process_time),
        at_most=2.0,
    )


def child_start(docx: bytes) -> bool:
    """Reading a file in a process of its own, against reading it here and against a bare `python -c pass`."""
    from pipeline.read import read_bytes
    from pipeline.sandbox.apart import read_bytes_apart

    print(
        "        (참고: 따로 연 과정에서 읽는 시간 / 이 과정에서 읽는 시간 "
        f"{ratio(lambda: read_bytes_apart('draft.docx', docx), lambda: read_bytes('draft.docx', docx), 7):.2f})"
    )
    text = "제1조(목적) 을은 갑에게 알린다.".encode()
    found = ratio(lambda: read_bytes_apart("a.txt", text), process([sys.executable, "-c", "pass"]), 9)
    return row("읽기: 짧은 텍스트를 따로 연 과정에서 읽는 시간 / 빈 Python 과정의 시간 (참고, 기준 없음)", found)


def process(command: list[str]) -> Callable[[], object]:
    """Return an action that runs a command in a fresh process."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return lambda: subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=False)


if __name__ == "__main__":
    sys.exit(main())
