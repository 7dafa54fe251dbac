"""What a redline is made from."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.deal import Deal
from pipeline.model import Contract, Document, Library, Review
from pipeline.redline.trace import Trace
from pipeline.select import Selection


@dataclass(frozen=True, slots=True)
class Case:
    """What a redline is made from: one document, its contract, its review, the deal and what the library offers."""

    document: Document
    contract: Contract
    review: Review
    library: Library
    selection: Selection
    deal: Deal
    trace: Trace
