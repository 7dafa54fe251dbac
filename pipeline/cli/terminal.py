"""The terminal, which obeys control characters: none of a file's or a name's may reach it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import BinaryIO, TextIO

from pipeline.characters import without_controls


class Filtered:
    """A text stream that writes U+FFFD for every character that could steer a terminal.

    That covers ESC and the C1 controls, bidirectional controls, and lone surrogates (names of files
    that are no UTF-8). `buffer` is the stream's own: JSON goes there, with such characters escaped.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write `text` without control characters; return how many characters were given."""
        encoding = self._stream.encoding or "utf-8"
        self._stream.write(without_controls(text).encode(encoding, "replace").decode(encoding))
        return len(text)

    def flush(self) -> None:
        """Flush the stream."""
        self._stream.flush()

    def isatty(self) -> bool:
        """Whether the stream is a terminal."""
        return self._stream.isatty()

    @property
    def encoding(self) -> str:
        """The encoding of the stream."""
        return self._stream.encoding

    @property
    def buffer(self) -> BinaryIO:
        """The bytes below the stream."""
        return self._stream.buffer


@contextmanager
def filtered() -> Iterator[None]:
    """Filter all that is printed inside."""
    with redirect_stdout(Filtered(sys.stdout)), redirect_stderr(Filtered(sys.stderr)):
        yield
