"""Drafts as Word files: a `Contract` and what its cover says in, the bytes of a DOCX out.

`render` is pure (no clock, no locale, no network) and gives identical bytes for identical input.
What it returns has been read back and compared with the contract.
"""

from pipeline.render.docx import render, used_template
from pipeline.render.meta import DraftMeta, Party, blank_sources, column_widths

__all__ = ["DraftMeta", "Party", "blank_sources", "column_widths", "render", "used_template"]
