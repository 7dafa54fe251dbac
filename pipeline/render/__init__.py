"""Drafts as Word files: a `Contract` and what its cover says in, the bytes of a DOCX out.

`render` is pure (no clock, no locale, no network) and gives identical bytes for identical input.
`write_draft` renders, reads the result back, compares it with the contract and writes the file.
"""

from pipeline.render.docx import render, write_draft
from pipeline.render.meta import DraftMeta, Party, blank_sources, column_widths

__all__ = ["DraftMeta", "Party", "blank_sources", "column_widths", "render", "write_draft"]
