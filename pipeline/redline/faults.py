"""Why a redline is refused: every reason at once, in Korean, so that a lawyer can act on it."""

from __future__ import annotations

from pipeline.errors import PipelineError


class RedlineError(PipelineError):
    """The redline cannot be made as a whole; the message lists every reason, nothing is written."""


class RefusedError(Exception):
    """One change cannot be made at its place; `str` is the reason, a Korean sentence."""
