"""Every hostile file ends as `hostile/expected.tsv` says: one coded outcome, in time, in memory, with a Korean message.

A file that ends in another way fails, for better or worse: what no longer fails must be looked at too.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hostile import FULL, Attack, docx_attacks, pdf_attacks, text_attacks
from hostile.table import HANGUL, TABLE, key

from pipeline.errors import ReaderDefectError, ReadError
from pipeline.model import Outcome
from pipeline.parse import parse
from pipeline.read import READERS, limits
from pipeline.read.outcome import outcome_of, require_text
from pipeline.sandbox import apart
from pipeline.sandbox.process import Ended, run

EXPECTED = dict(line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines())
MOST_MEMORY = 512 * limits.MIB
MADE: dict[str, Attack] = docx_attacks.ATTACKS | pdf_attacks.ATTACKS | text_attacks.ATTACKS
if all(suffix in READERS for suffix in HANGUL):
    from hostile import hangul_attacks

    MADE |= hangul_attacks.ATTACKS


def ended(name: str, data: bytes, monkeypatch: pytest.MonkeyPatch) -> tuple[Outcome, str, int]:
    """The outcome, the message and the memory of one reading, from the file to the articles."""
    seen: list[Ended] = []

    def watched(*given, **named) -> Ended:
        seen.append(run(*given, **named))
        return seen[-1]

    monkeypatch.setattr(apart, "run", watched)
    try:
        document = apart.read_bytes_apart(name, data)
        parse(document)
        outcome, message = outcome_of(document), ""
        if outcome in (Outcome.NEEDS_OCR, Outcome.REFUSED):
            with pytest.raises(ReadError) as refused:
                require_text(document)
            message = str(refused.value)
    except ReaderDefectError as error:
        raise AssertionError(error.trace) from error
    except ReadError as error:
        outcome, message = error.outcome, str(error)
    return outcome, message, max((one.peak for one in seen), default=0)


def test_the_table_names_every_attack_and_no_other() -> None:
    missing = set(map(key, MADE)) ^ {
        name for name in EXPECTED if all(s in READERS for s in HANGUL) or not name.endswith(HANGUL)
    }
    assert missing == set()
    assert len(EXPECTED) >= 110


@pytest.mark.parametrize("name", list(MADE), ids=[key(name)[:60] for name in MADE])
def test_a_hostile_file_ends_as_the_table_says(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    outcome, message, peak = ended(name, MADE[name](), monkeypatch)
    allowed = {EXPECTED[key(name)], "LIMIT"} if FULL else {EXPECTED[key(name)]}
    assert outcome in allowed, message
    assert peak <= MOST_MEMORY
    if message:
        assert message.startswith(f"{name}: ")
        assert re.search(r"(오|시오)\.$", message), message
        assert "Traceback" not in message


def test_what_a_hostile_name_or_text_does_to_a_terminal_is_not_written(tmp_path, capfd) -> None:
    from pipeline.cli import main

    path = tmp_path / "\x1b[2J\u202e이름.txt"
    path.write_bytes(text_attacks.ATTACKS["escapes.txt"]())
    for arguments in (
        ["read", str(path)],
        ["read", str(path), "--format", "json"],
        ["review", str(path)],
        ["review", str(path), "--format", "json"],
        ["read", str(path) + "x"],
    ):
        main(arguments)
        said = "".join(capfd.readouterr())
        assert "이름" in said
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", said), arguments


@pytest.mark.skipif(
    not os.environ.get("FINCLAUSE_HOSTILE"), reason="FINCLAUSE_HOSTILE (a folder of hostile files) is not set"
)
def test_a_folder_of_hostile_files_ends_in_codes_in_time_and_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    from hostile.folder import survey

    rows = survey(Path(os.environ["FINCLAUSE_HOSTILE"]))
    assert rows, "the folder is empty"
    faults = [row for row in rows if row.fault]
    assert faults == []
