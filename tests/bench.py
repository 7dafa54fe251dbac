"""`tasks.py bench`: our speed as a ratio to the bare library on the same work, both in one run."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "tests"))

from bench_docx import docxtpl_loop_baseline, paragraphs_of, seconds  # noqa: E402

from pipeline.assemble import assemble  # noqa: E402
from pipeline.cli.commands import draft_meta  # noqa: E402
from pipeline.deal import conditions, load_deal  # noqa: E402
from pipeline.library import load_library  # noqa: E402
from pipeline.render import render  # noqa: E402
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
        row("작성: docxtpl 반복 서식의 시간 / 우리 시간 (≥ 2)", seconds(baseline) / seconds(draft), at_least=2.0),
        review_warm(draft()),
        review_cold(draft()),
    ]
    return 0 if all(met) else 1


def row(name: str, ratio: float, *, at_least: float = 0.0, at_most: float = float("inf")) -> bool:
    """Print one ratio; return True if it keeps its bar."""
    kept = at_least <= ratio <= at_most
    print(f"{'충족' if kept else '미달'}  {ratio:6.2f}  {name}")
    return kept


def review_warm(docx: bytes) -> bool:
    """Reviewing a DOCX in a warm process against tokenizing its text once with bare Kiwi."""
    from pipeline.judge import review
    from pipeline.korean import kiwi
    from pipeline.parse import parse
    from pipeline.read import read_bytes

    library = load_library()
    deal = load_deal(ROOT / "samples/deal-critical.yaml")
    chosen = conditions(deal, library)

    def ours() -> object:
        document = read_bytes("draft.docx", docx)
        return review(document, parse(document), library, chosen)

    text = read_bytes("draft.docx", docx).text
    ratio = seconds(ours, 7) / seconds(lambda: kiwi().tokenize(text), 7)
    return row("검토(예열 뒤): 우리 시간 / 같은 글을 Kiwi로 한 번 쪼개는 시간 (≤ 1.5)", ratio, at_most=1.5)


def review_cold(docx: bytes) -> bool:
    """A fresh `finclause review` process against a fresh process that only imports spaCy and loads Kiwi."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "draft.docx"
        path.write_bytes(docx)
        ours = process([sys.executable, "-m", "pipeline", "review", str(path), "--format", "json"])
        alone = process([sys.executable, "-c", _ALONE])
        default = process([sys.executable, "-c", _DEFAULT])
    print(f"        (참고: Kiwi를 기본 사전으로 여는 과정과 견주면 {ours / default:.2f})")
    return row("검토(새 과정): 우리 시간 / spaCy를 들이고 Kiwi만 여는 시간 (≤ 2)", ours / alone, at_most=2.0)


def process(command: list[str], repeats: int = 5) -> float:
    """The shortest wall time of a command over `repeats` runs, after one to fill the file cache."""
    return shortest(lambda: subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)},
                                           stdout=subprocess.DEVNULL, check=False), repeats)


def shortest(action: Callable[[], object], repeats: int) -> float:
    """The shortest of `repeats` timed runs after a first untimed one."""
    action()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


if __name__ == "__main__":
    sys.exit(main())
