"""What the commands write: lines of text, and JSON.

The streams themselves take out what steers a terminal (`pipeline.cli.terminal`); JSON goes past them as bytes, with
such characters escaped.
"""

from __future__ import annotations

import re
import sys

_IN_JSON = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]")


def say(text: str) -> None:
    """Write a line to standard output."""
    print(text)


def complain(text: str) -> None:
    """Write a line to standard error."""
    print(text, file=sys.stderr)


def say_json(text: str) -> None:
    """Write JSON text to standard output, as UTF-8 whatever the terminal uses.

    JSON itself escapes C0 controls; the other steering characters become escapes here, which changes no value.
    """
    escaped = _IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    sys.stdout.flush()
    sys.stdout.buffer.write(escaped.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()
