"""Drafts as Word files: a `Contract` and what its cover says in, the bytes of a DOCX out.

`render` is pure (no clock, no locale, no network) and gives identical bytes for identical input.
What `render_verified` returns has also been read back and compared with the contract.
"""

from pipeline.render.docx import render, render_verified, used_template
from pipeline.render.meta import DraftMeta, Party, blank_sources, column_widths

__all__ = ["DraftMeta", "Party", "blank_sources", "column_widths", "render", "render_verified", "used_template"]
