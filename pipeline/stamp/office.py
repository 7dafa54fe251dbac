"""Custom properties of an Office file (docProps/custom.xml; ECMA-376 part 1, 15.2.12.2 and 22.3).

Word and LibreOffice keep them when a user edits and saves the file. What a company's template brings along
(labels of a rights system, say) stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from pipeline.package import CONTENT_TYPES, read_package, write_package
from pipeline.stamp.fields import PREFIX, Stamp, as_properties

PART = "docProps/custom.xml"
_ROOT_RELS = "_rels/.rels"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The format id that all user-defined properties carry (22.3.2.2 and its example)."""


def with_part(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts of a package with a place for custom properties: part, content type, relationship."""
    found = dict(parts)
    if PART in found:
        return found
    found[PART] = _written(etree.Element(f"{{{_PROPERTIES}}}Properties", nsmap={None: _PROPERTIES, "vt": _TYPES}))
    types = etree.fromstring(found[CONTENT_TYPES], _parser())
    attributes = {"PartName": f"/{PART}", "ContentType": _CONTENT_TYPE}
    etree.SubElement(types, f"{{{_PACKAGE}/content-types}}Override", attributes)
    found[CONTENT_TYPES] = _written(types)
    relations = etree.fromstring(found[_ROOT_RELS], _parser())
    taken = {str(one.get("Id")) for one in relations}
    name = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
    attributes = {"Id": name, "Type": _RELATION, "Target": PART}
    etree.SubElement(relations, f"{{{_PACKAGE}/relationships}}Relationship", attributes)
    found[_ROOT_RELS] = _written(relations)
    return found


def properties_xml(custom: bytes, stamp: Stamp | None) -> bytes:
    """Return the part `custom` with the stamp in it instead of one it may have; other properties stay."""
    root = etree.fromstring(custom, _parser())
    for element in list(root):
        if str(element.get("name", "")).startswith(PREFIX):
            root.remove(element)
    numbers = [int(pid) for element in root if (pid := str(element.get("pid"))).isdecimal()]
    for name, value in as_properties(stamp).items() if stamp is not None else ():
        number = max([1, *numbers]) + 1  # pid counts from 2
        numbers.append(number)
        attributes = {"fmtid": _FMTID, "pid": str(number), "name": name}
        element = etree.SubElement(root, f"{{{_PROPERTIES}}}property", attributes)
        etree.SubElement(element, f"{{{_TYPES}}}lpwstr").text = value
    return _written(root)


def stamped(data: bytes, stamp: Stamp) -> bytes:
    """Return a package of ours (DOCX, XLSX) with the stamp in its custom properties; the rest as it was."""
    parts = with_part(read_package(data))
    parts[PART] = properties_xml(parts[PART], stamp)
    return write_package(parts)


def properties_of(custom: bytes) -> dict[str, str]:
    """Return name to text of the properties in a custom properties part.

    Raises etree.XMLSyntaxError where it is not well-formed.
    """
    root = etree.fromstring(custom, _parser())
    return {str(e.get("name", "")): "".join(e.itertext()) for e in root.iter(f"{{{_PROPERTIES}}}property")}


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def _written(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
