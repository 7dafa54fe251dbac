"""Every limit of the readers, in one place (source: reliability.md, section 6).

A file beyond a limit is refused with a message; nothing is cut off in silence.
"""

from __future__ import annotations

from typing import Final

MIB: Final = 1024 * 1024

FILE_BYTES: Final = 50 * MIB
TEXT_CHARS: Final = 20_000_000
HTML_BYTES: Final = 20 * MIB

ZIP_ENTRIES: Final = 2_000
ZIP_UNPACKED: Final = 300 * MIB
ZIP_PART: Final = 100 * MIB
ZIP_RATIO: Final = 100
"""Unpacked to packed; only asked of parts that unpack to more than `ZIP_RATIO_FROM`."""
ZIP_RATIO_FROM: Final = 20 * MIB
XML_NODES: Final = 3_000_000
TABLE_DEPTH: Final = 40

PDF_PAGES: Final = 2_000
PDF_CONTENT: Final = 32 * MIB
"""Drawing instructions of one page, the forms it draws counted as often as they are drawn."""
PDF_FORM_DEPTH: Final = 30
PDF_SECOND_PAGES: Final = 5
"""Pages of one file that are extracted a second time, by pypdf, where its count of characters disagrees."""
PDF_RULES: Final = 6_000
"""Ruled lines of one page that are searched for tables."""
OCR_DPI: Final = 300
OCR_PIXELS: Final = 40_000_000
OCR_SECONDS: Final = 120
"""Of one page."""
OCR_PAGES: Final = 200
