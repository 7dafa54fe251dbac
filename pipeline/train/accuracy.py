"""Measure the review on the practice documents and write docs/accuracy.md.

Every document is judged by a reader and a decider that were trained without its family.
The figures are those of the evaluation's own scorer; nothing in-sample is reported.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from pipeline.assemble import assemble
from pipeline.deal import conditions, load_deal
from pipeline.due import due_ids
from pipeline.files import write_atomic
from pipeline.judge import review
from pipeline.library import load_library
from pipeline.match.grammar import Reading
from pipeline.match.reader import weights_name
from pipeline.model import Contract, Library, Review
from pipeline.parse import parse
from pipeline.read import read_bytes
from pipeline.select import select
from pipeline.train.as_text import text_of
from pipeline.train.build import THRESHOLDS, Trained
from pipeline.train.changed import ACTOR, DILUTION, REVERSAL
from pipeline.train.corpus import LABELS, Passage, read_labels
from pipeline.train.languages import TRAINED, train_language
from pipeline.train.mutations import ANNEX, EXCEPTION, KNOCK_OUT, PARAPHRASE, TABLE, outcomes
from pipeline.train.scoring import KOREAN_NAMES as _NAMES
from pipeline.train.scoring import evaluation_of, groups_of, names_of, score
from pipeline.train.withdrawn import KEPT, MADE, WITHDRAWN

_KOREAN = {"present": "있음", "contrary": "상충", "absent": "없음"}
_TWINS = {
    KNOCK_OUT: "조항을 뺌",
    REVERSAL: "의무와 권리를 뒤집음",
    ACTOR: "당사자를 바꿈",
    DILUTION: "노력으로 바꿈",
    EXCEPTION: "먼 조항에서 거둠",
    WITHDRAWN: "다음 항에서 거둠",
    ANNEX: "별지로 옮김",
    TABLE: "표로 옮김",
    PARAPHRASE: "다른 말로 씀",
}
_FIGURES = (
    ("false_assurance", "거짓 안심(없거나 상충인 것을 있다고 한 비율)"),
    ("present_recall", "있음 재현율"),
    ("contrary_precision", "상충 정밀도"),
    ("contrary_recall", "상충 재현율"),
    ("kappa", "카파"),
    ("evidence_hit", "근거 일치"),
)


def main(argv: list[str] | None = None) -> int:
    """Write the report; return 0."""
    cli = argparse.ArgumentParser(prog="python -m pipeline.train.accuracy", description=__doc__)
    cli.add_argument("--shared", type=Path, required=True, help="folder with evaluation/")
    cli.add_argument("--out", type=Path, required=True)
    cli.add_argument(
        "--extra", type=Path, action="append", default=[], help="further folders of labelled contracts to train with"
    )
    cli.add_argument("--weights", type=Path, help="also write the trained weights to this folder (pipeline/weights)")
    cli.add_argument(
        "--deal",
        type=Path,
        default=Path("samples/deal-critical.yaml"),
        help="deal sheet of the draft whose twins are read",
    )
    args = cli.parse_args(argv)
    evaluation = evaluation_of(args.shared)
    library, sections = load_library(), []
    for lang in TRAINED:
        trained = train_language(lang, library, [evaluation, *args.extra], names_of(evaluation, lang))
        if args.weights:
            (args.weights / weights_name(lang)).write_bytes(trained.package)
        sections.append(_section(lang, trained, evaluation))
        if args.weights:
            sections.append(_twins(lang, library, args.deal))
    write_atomic(args.out, (_HEAD + "\n".join(sections)).encode("utf-8"), force=True)
    return 0


_HEAD = f"""# 정확도

`python3 tasks.py accuracy`가 쓰는 문서다. 손으로 고치지 않는다.

평가 문서마다 그 문서와 같은 계열의 문서를 모두 뺀 자료로 판독기와 결정기를 다시 학습해 판단하고, 평가에 딸린 채점기로 잰다.
조건은 모두 성립하는 것으로 본다. '실제'는 다른 회사·기관이 쓴 문서, '작성'은 이 사업을 위하여 쓴 문서다.
확신도가 국문 {THRESHOLDS["ko"].certain_at:.0%}, 영문 {THRESHOLDS["en"].certain_at:.0%} 미만인 판단은 보고서에 "확인 필요"로 표시한다.

수치를 읽을 때 알아 둘 것

- 인식 규칙은 평가 문서에 맞추어 고치지 않았다. 다만 한국어 요소 23개의 첫 규칙을 쓴 사람은 그 전에 오답 목록을 보았고, 영어 요소 22개의
  규칙을 쓴 사람은 작성 문서의 결과를 보았다(거기서 나온 변경은 되돌렸다).
- 따로 둔 문구는 규칙, 판독기, 결정기의 학습에서 모두 뺐다. 다만 영어 문구의 일부는 규칙을 쓴 사람 하나가, 한국어 오답 몇 개는 설계한 사람이 보았다.
- 결정의 문턱, 결정기의 측정값, 자료의 무게는 이 문서의 수치를 보며 열 몇 가지 가운데에서 골랐다. 새 문서에서는 이보다 낮을 수 있다.
"""


def _section(lang: str, trained: Trained, evaluation: Path) -> str:
    names = names_of(evaluation, lang)
    groups = groups_of(names)
    scored = {title: score({n: trained.results[n] for n in listed}, evaluation) for title, listed in groups.items()}
    rows = [f"| {said} | " + " | ".join(f"{scored[t][key]:.3f}" for t in groups) + " |" for key, said in _FIGURES]
    return "\n".join(
        [
            "",
            f"## {_NAMES[lang]}",
            "",
            "| | " + " | ".join(f"{t} (문서 {len(v)}건, 판단 {len(v) * 86:,}개)" for t, v in groups.items()) + " |",
            "|---|---|---|---|",
            *rows,
            "",
            *_confusion(names, trained, evaluation),
            "",
            *_reliability(trained),
            "",
            *_uncertain(names, trained),
            "",
            *_passages([r for r in trained.passages if r[0].style not in MADE]),
            "",
            *_changed([r for r in trained.passages if r[0].style in MADE]),
            "",
        ]
    )


def _confusion(names: list[str], trained: Trained, evaluation: Path) -> list[str]:
    count: Counter[tuple[str, str]] = Counter()
    for name in names:
        judged = json.loads(trained.results[name])["elements"]
        for element, (label, _) in read_labels(evaluation / "labels" / f"{name}.tsv").items():
            count[label, judged[element]["judgement"]] += 1
    lines = ["| 정답 \\ 판단 | 있음 | 상충 | 없음 | n |", "|---|---|---|---|---|"]
    for gold in LABELS:
        got = [count[gold, judged] for judged in LABELS]
        lines.append(f"| {_KOREAN[gold]} | " + " | ".join(f"{n:,}" for n in got) + f" | {sum(got):,} |")
    return lines


def _reliability(trained: Trained) -> list[str]:
    lines = [
        "확신도의 보정: 확신도가 이 구간인 판단 가운데 맞은 비율",
        "",
        "| 구간 | n | 평균 확신도 | 맞은 비율 |",
        "|---|---|---|---|",
    ]
    for held in trained.summary["reliability"]:
        lines.append(f"| {held['from']:.2f}부터 | {held['n']:,} | {held['confidence']:.3f} | {held['right']:.3f} |")
    return lines


def _uncertain(names: list[str], trained: Trained) -> list[str]:
    counts = sorted(
        sum(not e["certain"] for e in json.loads(trained.results[name])["elements"].values()) for name in names
    )
    return [
        f'문서 하나에서 "확인 필요"로 남는 요소: 중앙값 {counts[len(counts) // 2]}개, 최대 {counts[-1]}개(86개 가운데).'
    ]


def _passages(judged: Sequence[tuple[Passage, str]]) -> list[str]:
    """Return the figures of the passages that were held out, by label and by style."""
    title = f"따로 둔 문구(요소마다 쓴 문구의 5분의 1, n = {len(judged):,}): 맞은 비율 {_right(judged):.3f}"
    lines = ["### 문구", "", title, "", "| 정답 \\ 판단 | 있음 | 상충 | 없음 | n |", "|---|---|---|---|---|"]
    for gold in LABELS:
        held = [got for passage, got in judged if passage.label == gold]
        lines.append(f"| {_KOREAN[gold]} | " + " | ".join(str(held.count(got)) for got in LABELS) + f" | {len(held)} |")
    lines += ["", "| 문체 | 맞은 비율 | n |", "|---|---|---|"]
    for style in sorted({passage.style for passage, _ in judged}):
        held_of = [(p, got) for p, got in judged if p.style == style]
        lines.append(f"| {style} | {_right(held_of):.3f} | {len(held_of)} |")
    return lines


def _changed(judged: Sequence[tuple[Passage, str]]) -> list[str]:
    """Return how often a held-out passage that was turned round is still called present."""
    lines = ["따로 둔 문구를 고친 것을 있음으로 읽지 않은 비율", "", "| 고친 것 | 비율 | n |", "|---|---|---|"]
    for kind in (REVERSAL, ACTOR, DILUTION, WITHDRAWN):
        held = [got for passage, got in judged if passage.style == kind]
        lines.append(
            f"| {_TWINS[kind]} | {sum(got != 'present' for got in held) / max(1, len(held)):.3f} | {len(held)} |"
        )
    kept = [got for passage, got in judged if passage.style == KEPT]
    lines += [
        "",
        f"다음 항이 다른 것을 거둔 문구를 있음으로 읽은 비율: {kept.count('present') / max(1, len(kept)):.3f}(n = {len(kept)})",
    ]
    return lines


def _twins(lang: str, library: Library, path: Path) -> str:
    """Return how the shipped weights read the twins of our own draft of the deal at `path`."""
    deal = load_deal(path)
    chosen = conditions(deal, library)
    due = due_ids(library, chosen)
    known: dict[str, Reading] = {}

    def judge(contract: Contract) -> Review:
        document = read_bytes("draft.txt", text_of(contract).encode("utf-8"))
        return review(document, parse(document), library, chosen, known)

    draft = assemble(library, select(library, chosen), deal, lang)
    lines = [
        "### 고친 초안",
        "",
        "우리 초안의 조항을 요소마다 한 가지씩 고쳐 실제 가중치로 읽은 결과",
        "",
        "| 고친 것 | 기대대로 | n |",
        "|---|---|---|",
    ]
    for kind, rows in outcomes(draft, library, [e for e in library.elements if e in due], judge).items():
        lines.append(f"| {_TWINS[kind]} | {sum(row.right for row in rows) / max(1, len(rows)):.3f} | {len(rows)} |")
    return "\n".join([*lines, ""])


def _right(judged: Sequence[tuple[Passage, str]]) -> float:
    return sum(passage.label == got for passage, got in judged) / max(1, len(judged))


if __name__ == "__main__":
    sys.exit(main())
