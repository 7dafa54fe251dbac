"""What a report needs beside the review itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.deal import Waived


@dataclass(frozen=True, slots=True)
class ReportInfo:
    """Who reviewed which contract, and when; '' where it is not known.

    `date` is the day of the report. It is also the time in the properties of the files, so that
    the same review gives the same bytes. `waivers`: element -> its waiver of the deal sheet; a waived gap
    stays a gap. `case`: the id of the case it is made in.
    """

    contract_name: str
    reviewer: str
    date: dt.date
    financial_company: str = ""
    provider: str = ""
    case: str = ""
    waivers: Mapping[str, Waived] = field(default_factory=dict)
