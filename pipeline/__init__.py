"""finclause: drafts cloud-outsourcing contracts and finds what a vendor's contract lacks."""

__version__ = "0.1.0"
