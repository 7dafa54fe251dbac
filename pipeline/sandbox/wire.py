"""What the two processes say to each other: one request, one answer, each a frame with its length.

A frame is the mark `FCL1`, the length of the body as eight bytes (big-endian) and the body. The request is a frame of
JSON (name and options) followed by the bytes of the file up to the end of the stream; the answer is one frame of JSON.
JSON is UTF-8 with lone surrogates passed through, because a text file may hold one.
"""

from __future__ import annotations

import json
from typing import Any, BinaryIO, Final

MARK: Final = b"FCL1"
HEAD: Final = len(MARK) + 8


class FrameError(Exception):
    """The bytes are no whole frame."""


def framed(body: bytes) -> bytes:
    """Return `body` as a frame."""
    return MARK + len(body).to_bytes(8, "big") + body


def length_of(head: bytes) -> int:
    """Return the length of the body that a frame announces in its first HEAD bytes; raise FrameError for no frame."""
    if len(head) < HEAD or not head.startswith(MARK):
        raise FrameError
    return int.from_bytes(head[len(MARK) : HEAD], "big")


def body_of(stream: BinaryIO) -> bytes:
    """Return the body of the frame at the front of `stream`; raise FrameError where it is not whole."""
    length = length_of(stream.read(HEAD))
    body = stream.read(length)
    if len(body) != length:
        raise FrameError
    return body


def packed(value: Any) -> bytes:
    """Return a JSON value as bytes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def unpacked(body: bytes) -> Any:
    """Return the JSON value of `body`; raise FrameError where it is none."""
    try:
        return json.loads(body.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise FrameError from error
