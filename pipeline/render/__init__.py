"""Drafts as files: a `Contract` and what its cover says in, the bytes of a file out.

All of it is pure (no clock, no locale, no network) and gives identical bytes for identical input.
What `render_as` and `render_verified` return has also been read back and compared with the contract.
"""

from pipeline.render.docx import docx_of, render, render_verified, used_template
from pipeline.render.meta import DraftMeta, Party, Version, blank_sources, column_widths

__all__ = [
    "DraftMeta",
    "Party",
    "Version",
    "blank_sources",
    "column_widths",
    "docx_of",
    "render",
    "render_verified",
    "used_template",
]
