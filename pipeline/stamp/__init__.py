"""The stamp that every document of ours carries: from which library, for which edition and day, with which wording.

A program reads it, people do not see it: custom properties of a Word or Excel file, `meta` of a web page, keys of
JSON. `pipeline.stale` reads it years later. It holds no name, no free text of a deal and no negotiating position.
"""

from pipeline.stamp.fields import (
    KINDS,
    PAPER,
    PREFIX,
    Stamp,
    as_object,
    as_properties,
    from_object,
    from_properties,
    identity,
)
from pipeline.stamp.wording import deal_digest, element_hashes, known_hashes, part_hashes, parts_of, stamp_of

__all__ = [
    "KINDS",
    "PAPER",
    "PREFIX",
    "Stamp",
    "as_object",
    "as_properties",
    "deal_digest",
    "element_hashes",
    "from_object",
    "from_properties",
    "identity",
    "known_hashes",
    "part_hashes",
    "parts_of",
    "stamp_of",
]
