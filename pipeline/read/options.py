"""What a user may ask of the readers."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.read.limiting import NO_CHANGES, Limits


@dataclass(frozen=True, slots=True)
class Options:
    """`password` opens a locked file; `ocr` reads pages that are pictures (where tesseract is installed).

    `limits`: the limits that differ from the defaults of `pipeline.read.limits`.
    """

    password: str = ""
    ocr: bool = False
    limits: Limits = NO_CHANGES


DEFAULT = Options()
