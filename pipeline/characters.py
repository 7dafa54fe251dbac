"""Characters that no document of ours may carry, whatever its format.

Refused are what XML 1.0 cannot hold (NUL, other C0 controls, lone surrogates, U+FFFE, U+FFFF; the
production Char), C1 controls and noncharacters of Unicode, which no reader shows, and the
bidirectional controls, which make a text read otherwise than it is stored (an amount "100" shown as
"001"). Kept are letters of every script, tab, line breaks, zero-width and no-break spaces and
private-use characters.
"""

from __future__ import annotations

import re

_REFUSED = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    + "".join(chr(plane * 0x10000 + end) for plane in range(1, 17) for end in (0xFFFE, 0xFFFF))
)
UNWRITABLE = re.compile(f"[{_REFUSED}]")
"""One character that must not be written."""

UNTYPED = re.compile(f"[\r{_REFUSED}]")
"""The same for a value that a person typed: a lone carriage return is no line break there."""


_STEERING = re.compile(f"[\r\u2028\u2029{_REFUSED}]")


def code(character: str) -> str:
    """Return a character as a code point: 'U+202E'."""
    return f"U+{ord(character):04X}"


def without_controls(text: str) -> str:
    """Return `text` for a terminal: U+FFFD for every character that could steer it, line ends kept."""
    return _STEERING.sub("\ufffd", text)
