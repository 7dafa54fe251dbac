"""The other cloud services of the company, from a CSV or YAML file, and how its work is spread over providers."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from io import StringIO

from pipeline.deal.schema import CRITICAL, NON_CRITICAL
from pipeline.library.view import BAD_VALUE, View
from pipeline.procedure.case import yaml_view
from pipeline.yaml_faults import UnreadableYamlError
from pipeline.yaml_text import decode_any

COLUMNS = ("제공자", "업무", "중요도")


@dataclass(frozen=True, slots=True)
class Service:
    """A cloud service in use: its provider, the work on it, 중요 or 비중요 ('' while unknown)."""

    provider: str
    business: str
    importance: str


@dataclass(frozen=True, slots=True)
class Share:
    """The work that lies with one provider. `percent`: of the critical work of all, None where there is none."""

    provider: str
    critical: int
    every: int
    percent: Decimal | None


def read_uses(view: View, name: str, data: bytes | None) -> tuple[Service, ...]:
    """Return the services in a file of the case: CSV with COLUMNS, or YAML with a list `uses`; faults go to `view`."""
    if data is None:
        view.fault(
            BAD_VALUE, f"다른 클라우드 이용의 파일 '{name}'[이/가] 없습니다", "파일을 사건 폴더에 두십시오", "uses_file"
        )
        return ()
    if name.endswith((".yaml", ".yml")):
        beside = yaml_view(view, name, data)
        return () if beside is None else _from_yaml(beside)
    return _from_csv(view, name, data)


def _from_yaml(view: View) -> tuple[Service, ...]:
    found = []
    for item in view.each("uses"):
        importance = item.choice("importance", (CRITICAL, NON_CRITICAL))
        found.append(Service(item.text("provider"), item.text("business"), importance))
        item.close()
    view.close()
    return tuple(found)


def _from_csv(view: View, name: str, data: bytes) -> tuple[Service, ...]:
    try:
        rows = list(csv.DictReader(StringIO(decode_any(data)[0].removeprefix("\ufeff")), strict=True))
    except (UnreadableYamlError, csv.Error):
        view.fault(BAD_VALUE, f"'{name}'[을/를] 읽을 수 없습니다", "UTF-8의 CSV로 저장하십시오", "uses_file")
        return ()
    found = []
    for number, row in enumerate(rows, 2):
        values = [(row.get(column) or "").strip() for column in COLUMNS]
        if not all(values) or values[2] not in (CRITICAL, NON_CRITICAL):
            what = f"'{name}' {number}행에 {', '.join(COLUMNS)} 가운데 없거나 틀린 것이 있습니다"
            view.fault(
                BAD_VALUE, what, f"세 칸을 모두 적고 중요도는 {CRITICAL}나 {NON_CRITICAL}로 적으십시오", "uses_file"
            )
            continue
        found.append(Service(*values))
    return tuple(found)


def shares(services: Sequence[Service]) -> tuple[Share, ...]:
    """Return the share of each provider in the critical work, by number of businesses; the largest first."""
    total = sum(service.importance == CRITICAL for service in services)
    found = []
    for provider in dict.fromkeys(service.provider for service in services):
        own = [service for service in services if service.provider == provider]
        critical = sum(service.importance == CRITICAL for service in own)
        percent = _percent(critical, total) if total else None
        found.append(Share(provider, critical, len(own), percent))
    return tuple(sorted(found, key=lambda share: (-share.critical, -share.every, share.provider)))


def _percent(part: int, total: int) -> Decimal:
    return (Decimal(100 * part) / total).quantize(Decimal("0.1"), ROUND_HALF_UP)
