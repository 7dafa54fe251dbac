"""What a document was made from, put into files that other lines of the program write (`stage.Made`)."""

from __future__ import annotations

import json
from typing import Any

from lxml import etree

from pipeline.package import read_package, write_package
from pipeline.procedure.paper import Origin
from pipeline.procedure.shown import shown
from pipeline.report.as_json import dumps

CORE = "docProps/core.xml"
_DESCRIPTION = "{http://purl.org/dc/elements/1.1/}description"


def docx_of_case(data: bytes, origin: Origin) -> bytes:
    """Return a Word file of ours with its origin in the description of its properties (dc:description)."""
    parts = read_package(data)
    root = etree.fromstring(parts[CORE], etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    described = root.find(_DESCRIPTION)
    if described is None:
        described = etree.SubElement(root, _DESCRIPTION)
    described.text = shown(origin.line)
    parts[CORE] = bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
    return write_package(parts)


def json_of_case(told: dict[str, Any] | bytes, origin: Origin) -> bytes:
    """Return a JSON object with the id of the case and the hash of what it was made from (`case`, `answers`)."""
    found: dict[str, Any] = json.loads(told) if isinstance(told, bytes) else told
    return dumps(found | {"case": origin.case, "answers": origin.answers}).encode("utf-8")
