"""Measure how the review grows better with the corpus, and write docs/learning-curve.md.

A share of the project's own contracts and passages, chosen by their names, is added to the
practice documents, which stay as they are; each is judged without its family. The same
documents are measured at every share.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipeline.files import write_atomic
from pipeline.library import load_library
from pipeline.model import Library
from pipeline.train.build import Trained, train
from pipeline.train.corpus import chance
from pipeline.train.languages import TRAINED, corpus_of
from pipeline.train.scoring import KOREAN_NAMES, evaluation_of, groups_of, names_of, score
from pipeline.train.withdrawn import MADE

_SHARES = (0.0, 0.25, 0.5, 1.0)
_BAGS = 2
"""Bags of the decider: a curve compares shares with one another, not with docs/accuracy.md."""
_HEAD = """# 학습 곡선

`python -m pipeline.train.curve`가 쓰는 문서다. 손으로 고치지 않는다.

이 사업에서 쓴 계약서와 문구를 이름의 해시로 일부만 골라 학습하고, 평가 문서를 그 계열을 뺀 채 잰다. 인식 규칙은 같다.
여러 번 학습하므로 결정기를 작게 만든다(정확도 문서의 3분의 1). 수치는 서로 견주는 데에만 쓴다.
"""


def main(argv: list[str] | None = None) -> int:
    """Write the report; return 0."""
    cli = argparse.ArgumentParser(prog="python -m pipeline.train.curve", description=__doc__)
    cli.add_argument("--shared", type=Path, required=True, help="folder with evaluation/")
    cli.add_argument("--out", type=Path, required=True)
    args = cli.parse_args(argv)
    evaluation = evaluation_of(args.shared)
    library = load_library()
    sections = [_section(lang, library, evaluation) for lang in TRAINED]
    write_atomic(args.out, (_HEAD + "\n".join(sections)).encode("utf-8"), force=True)
    return 0


def _section(lang: str, library: Library, evaluation: Path) -> str:
    names = names_of(evaluation, lang)
    lines = [
        "",
        f"## {KOREAN_NAMES[lang]}",
        "",
        "| 말뭉치의 몫 | 계약서 | 문구 | 카파(전체) | 카파(실제) | 카파(작성) | 거짓 안심 | 따로 둔 문구 |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for share in _SHARES:
        trained, contracts, passages = _trained(lang, library, evaluation, share)
        scored = {
            t: score({n: trained.results[n] for n in listed}, evaluation) for t, listed in groups_of(names).items()
        }
        said = [(p, got) for p, got in trained.passages if p.style not in MADE]
        right = sum(p.label == got for p, got in said) / max(1, len(said))
        kappas = " | ".join(f"{scored[t]['kappa']:.3f}" for t in ("전체", "실제", "작성"))
        lines.append(
            f"| {share:.0%} | {contracts} | {passages:,} | {kappas} | {scored['전체']['false_assurance']:.3f} | {right:.3f} |"
        )
    return "\n".join([*lines, ""])


def _trained(lang: str, library: Library, evaluation: Path, share: float) -> tuple[Trained, int, int]:
    """Return what was trained with `share` of the corpus, and how many contracts and passages of it that were."""
    phrases, contracts, drafts = corpus_of(lang, library, [evaluation])
    practice = set(names_of(evaluation, lang))
    kept = [c for c in contracts if c.name in practice or chance(f"curve {c.name}") < share]
    said = [p for p in phrases if p.held_out or chance(f"curve {p.text}") < share]
    own = sum(c.name not in practice for c in kept)
    return train(said, kept, library, lang, drafts, practice, _BAGS), own, sum(not p.held_out for p in said)


if __name__ == "__main__":
    sys.exit(main())
