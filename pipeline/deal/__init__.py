"""The deal sheet (거래명세서): read, checked, and turned into the facts that pick clauses."""

from pipeline.deal.bargain import Bargain, Stand, Waived, bargain, waived_elements
from pipeline.deal.consistency import is_domestic
from pipeline.deal.facts import FACT_IDS, as_of, conditions, edition_at, facts
from pipeline.deal.finish import finished
from pipeline.deal.paths import empty_entry, entry_fields, places, value
from pipeline.deal.read import load_deal, parse_deal
from pipeline.deal.schema import Deal
from pipeline.deal.starter import starter

__all__ = [
    "FACT_IDS",
    "Bargain",
    "Deal",
    "Stand",
    "Waived",
    "as_of",
    "bargain",
    "conditions",
    "edition_at",
    "empty_entry",
    "entry_fields",
    "facts",
    "finished",
    "is_domestic",
    "load_deal",
    "parse_deal",
    "places",
    "starter",
    "value",
    "waived_elements",
]
