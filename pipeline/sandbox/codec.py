"""Frozen dataclasses as plain JSON values and back, by their type hints.

A dataclass becomes the list of its values in the order of its fields, a tuple a list, an enum its value. Both ends
run the same code, so names are not sent. What comes back is checked against the hints: the sender is a process
that parsed a hostile file, and is not trusted to have kept the types.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

_PLAIN = (str, int, float, bool)


class CodecError(Exception):
    """A value is not of the type that was asked for."""


def encode(value: Any) -> Any:
    """Return `value` (dataclasses, tuples, dicts, enums, str, int, float, bool, None) as values that JSON can hold."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, _PLAIN):
        return value
    if isinstance(value, (tuple, list)):
        return [encode(item) for item in value]
    if isinstance(value, dict):
        return [[encode(key), encode(item)] for key, item in value.items()]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [encode(getattr(value, field.name)) for field in dataclasses.fields(value)]
    raise CodecError(f"{type(value).__name__} cannot be sent")


def decode(kind: Any, value: Any) -> Any:
    """Return `value` as an instance of the type `kind`; raise CodecError where it does not fit."""
    return _decoder(kind)(value)


@cache
def _decoder(kind: Any) -> Callable[[Any], Any]:
    """Return the function that decodes one type; made once for each type, because a document has 100,000 blocks."""
    origin, arguments = get_origin(kind), get_args(kind)
    if kind is types.NoneType or kind in _PLAIN:
        return _plain(kind)
    if origin in (Union, types.UnionType):
        return _any_of(arguments)
    if origin is tuple:
        return _tuple(arguments)
    if origin is dict:
        return _dict(*arguments)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _enum(kind)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _dataclass(kind)
    raise CodecError(f"no decoder for {kind}")


def _plain(kind: type) -> Callable[[Any], Any]:
    def decoded(value: Any) -> Any:
        if type(value) is kind or (kind is float and type(value) is int):
            return value
        raise CodecError(f"{type(value).__name__} instead of {kind.__name__}")

    return decoded


def _any_of(kinds: tuple[Any, ...]) -> Callable[[Any], Any]:
    decoders = [_decoder(kind) for kind in kinds]

    def decoded(value: Any) -> Any:
        for decoder in decoders:
            try:
                return decoder(value)
            except CodecError:
                continue
        raise CodecError(f"{type(value).__name__} is none of {kinds}")

    return decoded


def _items(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise CodecError(f"{type(value).__name__} instead of a list")
    return value


def _tuple(arguments: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        each = _decoder(arguments[0])
        return lambda value: tuple([each(item) for item in _items(value)])
    decoders = [_decoder(kind) for kind in arguments]
    return lambda value: tuple(_matched(decoders, value))


def _matched(decoders: list[Callable[[Any], Any]], value: Any) -> list[Any]:
    if len(items := _items(value)) != len(decoders):
        raise CodecError(f"{len(items)} values instead of {len(decoders)}")
    return [decoder(item) for decoder, item in zip(decoders, items, strict=True)]


def _dict(key: Any, item: Any) -> Callable[[Any], Any]:
    pair = [_decoder(key), _decoder(item)]
    return lambda value: dict(_matched(pair, entry) for entry in _items(value))


def _enum(kind: type[Enum]) -> Callable[[Any], Any]:
    members = {member.value: member for member in kind}

    def decoded(value: Any) -> Any:
        if isinstance(value, (str, int)) and value in members:
            return members[value]
        raise CodecError(f"no such {kind.__name__}")

    return decoded


def _dataclass(kind: type) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    decoders = [_decoder(hints[field.name]) for field in dataclasses.fields(kind)]
    return lambda value: kind(*_matched(decoders, value))
