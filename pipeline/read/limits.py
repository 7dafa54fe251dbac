"""Every limit of the readers, in one place (source: reliability.md, section 6).

A file beyond a limit is refused with a message; nothing is cut off in silence.
"""

from __future__ import annotations

from typing import Final

MIB: Final = 1024 * 1024

FILE_BYTES: Final = 50 * MIB
TEXT_CHARS: Final = 20_000_000
HTML_BYTES: Final = 20 * MIB
HTML_DEPTH: Final = 512
HTML_ATTRIBUTES: Final = 1_000

ZIP_ENTRIES: Final = 2_000
ZIP_UNPACKED: Final = 300 * MIB
ZIP_PART: Final = 100 * MIB
ZIP_RATIO: Final = 100
"""Unpacked to packed; only asked of parts that unpack to more than `ZIP_RATIO_FROM`."""
ZIP_RATIO_FROM: Final = 20 * MIB
XML_NODES: Final = 3_000_000
TABLE_DEPTH: Final = 40
LIST_NUMBER: Final = 32_767
"""The highest number of a Word list; a start beyond it would spell out Roman numerals of a million signs."""
LABEL_PATTERN: Final = 255
"""Characters of a w:lvlText that are read; Word shows no more."""

PDF_PAGES: Final = 2_000

CHILD_MEMORY: Final = 448 * MIB
"""Memory of the process that reads one file (heap; everything mapped may be twice that and 128 MiB)."""
CHILD_OCR_MEMORY: Final = 1_024 * MIB
"""The same where scanned pages are recognised, for the program that does it and the pictures of the pages."""
CHILD_SECONDS: Final = 20
CHILD_OCR_SECONDS: Final = 600
"""Wall time for one file, without and with the recognition of scanned pages."""
CHILD_ANSWER: Final = 128 * MIB
HWP_STREAM: Final = 64 * MIB
"""Unpacked size of one stream of an HWP 5 file (DocInfo, a section)."""
HWP_SECTIONS: Final = 1_000
HWP_RECORDS: Final = 1_000_000
"""Records of all sections together; a 30-page regulation with many tables has about 10,000."""
HWP_LEVELS: Final = 250
"""Records below records; a table in a table adds two to four levels."""
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
TABLE_FILLERS: Final = 100_000
"""Empty cells that stand for merged ones in a document; cells beyond are read, their columns are not kept."""
OPEN_CHANGES: Final = 16
"""Tracked changes of a HWPX that can lie over one another and all have their text."""
STALE_FILES: Final = 50_000
STALE_DEPTH: Final = 40
"""Files and folders below folders that `finclause stale` looks through."""
SHEETS: Final = 100
SHEET_CELLS: Final = 200_000
"""Cells with a content of a workbook; a filled form has fewer than 1,000."""
CELL_CHARS: Final = 32_767
"""Characters of a cell, as Excel has it."""
