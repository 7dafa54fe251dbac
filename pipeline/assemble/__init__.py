"""Assemble a draft: library x selection x deal -> `Contract`, with its comparison table and trace."""

from pipeline.assemble.build import assemble, write_articles
from pipeline.assemble.comparison import basis_text, comparison_row, places_of, trace_json, unfilled
from pipeline.assemble.numbering import locators
from pipeline.wording import COMPARISON

__all__ = [
    "COMPARISON",
    "assemble",
    "basis_text",
    "comparison_row",
    "locators",
    "places_of",
    "trace_json",
    "unfilled",
    "write_articles",
]
