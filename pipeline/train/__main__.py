"""`python -m pipeline.train`: train, measure with families left out, write the weights.

Writes `pipeline/weights/<lang>.npz`, and with `--results FOLDER` one review JSON for each
labelled contract, judged by a reader and a decider that never saw its family.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from pipeline.library import load_library
from pipeline.match.reader import weights_name
from pipeline.train.languages import train_language


def main(argv: list[str] | None = None) -> int:
    """Train one language."""
    cli = argparse.ArgumentParser(prog="python -m pipeline.train", description=__doc__)
    cli.add_argument("--lang", default="ko", choices=("ko", "en"))
    cli.add_argument("--extra", type=Path, action="append", default=[], help="further folders of labelled contracts")
    cli.add_argument("--results", type=Path, help="write left-out reviews here")
    cli.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "weights")
    cli.add_argument("--only-measure", action="store_true", help="write no weights")
    args = cli.parse_args(argv)
    trained = train_language(args.lang, load_library(), args.extra)
    print(json.dumps(trained.summary, ensure_ascii=False, indent=1))
    if args.results:
        args.results.mkdir(parents=True, exist_ok=True)
        for name, text in trained.results.items():
            (args.results / f"{name}.json").write_text(text, encoding="utf-8")
    if not args.only_measure:
        args.out.mkdir(parents=True, exist_ok=True)
        (args.out / weights_name(args.lang)).write_bytes(trained.package)
    return 0


if __name__ == "__main__":
    sys.exit(main())
