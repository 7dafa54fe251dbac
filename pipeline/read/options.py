"""What a user may ask of the readers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """`password` opens a locked file; `ocr` reads pages that are pictures (where tesseract is installed)."""

    password: str = ""
    ocr: bool = False


DEFAULT = Options()
