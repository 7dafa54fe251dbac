"""Assemble a draft: library x selection x deal -> `Contract`, with its comparison table and trace."""

from pipeline.assemble.build import assemble
from pipeline.assemble.comparison import trace_json, unfilled
from pipeline.assemble.numbering import locators
from pipeline.wording import COMPARISON

__all__ = ["COMPARISON", "assemble", "locators", "trace_json", "unfilled"]
