"""What the commands write to the terminal.

A file may hold characters that steer a terminal (ESC and other controls) or turn the reading direction. Every text that
comes from a file, its name included, passes through here: such a character is shown as U+FFFD.
"""

from __future__ import annotations

import re
import sys

_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ud800-\udfff]"
)
_IN_JSON = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]")


def harmless(text: str) -> str:
    """Return `text` with U+FFFD for every character that steers a terminal; line breaks and tabs stay."""
    return _STEERING.sub("\ufffd", text)


def say(text: str) -> None:
    """Write a line to standard output."""
    print(harmless(text))


def complain(text: str) -> None:
    """Write a line to standard error."""
    print(harmless(text), file=sys.stderr)


def say_json(text: str) -> None:
    """Write JSON text to standard output, as UTF-8 whatever the terminal uses.

    JSON itself escapes C0 controls; the other steering characters become escapes here, which changes no value.
    """
    escaped = _IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    sys.stdout.flush()
    sys.stdout.buffer.write(escaped.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()
