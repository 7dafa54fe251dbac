"""Vendors' contracts as Word files for the redline tests: Korean with typed and with automatic numbers, and English."""

from __future__ import annotations

import re
from pathlib import Path

from read_samples import docx, level, numbering, p, r, style, styles

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
_STYLES = styles(
    style("a", "Normal", '<w:spacing w:after="120"/>', default=True),
    style("h", "heading 1", '<w:keepNext/><w:outlineLvl w:val="0"/>'),
)
_INDENT = '<w:pPr><w:ind w:left="400" w:hanging="400"/></w:pPr>'


def typed_korean() -> bytes:
    """The sample terms with their numbers typed, headings bold."""
    lines = [line for line in (SAMPLES / "vendor-terms.txt").read_text(encoding="utf-8").splitlines() if line.strip()]
    return docx("".join(p(r(line, "<w:b/>" if re.match(r"제\d+[조장]", line) else "")) for line in lines))


def numbered_korean() -> bytes:
    """The sample terms with articles, paragraphs and items numbered by Word."""
    forms = (level(0, "decimal", "제%1조"), level(1, "decimalEnclosedCircle", "%2"), level(2, "decimal", "%3."))
    levels = "".join(form.replace("</w:lvl>", f"{_INDENT if at else ''}</w:lvl>") for at, form in enumerate(forms))
    body = ""
    for line in (SAMPLES / "vendor-terms.txt").read_text(encoding="utf-8").splitlines():
        if found := re.match(r"제\d+조(\(.*\))$", line):
            body += p(found[1], style="h", num=(1, 0))
        elif found := re.match(r"[①-⑮] (.*)", line):
            body += p(found[1], num=(1, 1))
        elif found := re.match(r"\d+\. (.*)", line):
            body += p(found[1], num=(1, 2))
        elif line.strip():
            body += p(line)
    return docx(body, {"styles": _STYLES, "numbering": numbering({0: levels}, {1: (0, "")})})


ENGLISH = """# Services
The Provider provides to the Customer the cloud services described in the order form.
The Customer shall pay the fees within thirty days after receipt of an invoice.
# Changes
The Provider may change the services without prior notice to the Customer.
# Customer Data
The Customer keeps all rights in the data that it stores in the services (the "Customer Data").
The Provider may use Customer Data to develop and market its own products.
The Provider keeps Customer Data confidential and protects it from unauthorized access.
# Subcontracting
The Provider may subcontract any part of the services without the Customer's consent.
# Audit
The Customer shall not be entitled to audit the Provider; the reports published by the Provider suffice.
# Security
The Provider maintains an information security management system certified under ISO/IEC 27001.
The Provider is not obliged to notify the Customer of a security incident.
# Liability
The Provider is liable to the Customer for damage caused by its negligence or wilful misconduct.
# Term and Termination
The Customer may terminate this Agreement if the Provider materially breaches it.
Upon termination the Provider deletes Customer Data within sixty days.
# Governing Law
This Agreement is governed by the laws of England and Wales.
The courts of London have exclusive jurisdiction.
"""


def numbered_english() -> bytes:
    """A short agreement of our own with articles and paragraphs numbered by Word."""
    levels = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2")
    body = p(r("CLOUD SERVICES AGREEMENT", "<w:b/>"))
    for line in ENGLISH.splitlines():
        if line.startswith("# "):
            body += p(line[2:], style="h", num=(1, 0))
        else:
            body += p(line, num=(1, 1))
    body += p("IN WITNESS WHEREOF, the parties have executed this Agreement.")
    return docx(body, {"styles": _STYLES, "numbering": numbering({0: levels}, {1: (0, "")})})
