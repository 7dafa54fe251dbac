"""The command `finclause`: arguments and exit codes, nothing else.

Exit codes: 0 no gap, 1 gaps found, 2 wrong usage, 3 an input that cannot be read, 4 our
own defect. Every stage is imported inside its command, so that `--help` and drafting
load neither spaCy nor Kiwi.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from pipeline.cli.arguments import parse_arguments
from pipeline.cli.say import complain
from pipeline.cli.terminal import filtered
from pipeline.errors import EXIT_DEFECT, PipelineError


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code. Messages go to standard error, results to standard output."""
    with filtered():
        return _run(argv)


def _run(argv: Sequence[str] | None) -> int:
    try:
        arguments = parse_arguments(sys.argv[1:] if argv is None else list(argv))
        from pipeline.cli.commands import COMMANDS

        return COMMANDS[arguments.command](arguments)
    except PipelineError as error:
        complain(f"finclause: {error}")
        return error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except KeyboardInterrupt:
        complain("finclause: 사용자가 중단했습니다.")
        return 130
    except Exception as error:
        if os.environ.get("FINCLAUSE_DEBUG"):
            raise
        place = error.__traceback__
        while place and place.tb_next:
            place = place.tb_next
        where = f"{place.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{place.tb_lineno}" if place else "?"
        complain(
            f"finclause: 프로그램의 결함입니다({type(error).__name__}, {where}). 입력 파일은 바뀌지 않았습니다. "
            "FINCLAUSE_DEBUG=1로 다시 실행한 출력과 함께 알려 주십시오."
        )
        return EXIT_DEFECT
