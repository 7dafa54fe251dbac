"""Read a deal sheet: YAML file -> `Deal`, or one error that lists every fault.

Each fault says file, line, field, what is wrong and what may be written instead.
"""

from __future__ import annotations

import difflib
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from pipeline.deal.consistency import contradictions, doubts
from pipeline.deal.fields import BadValueError, Kind, Spec, convert, specs
from pipeline.deal.schema import CRITICAL, NON_CRITICAL, Deal
from pipeline.errors import DealError
from pipeline.particles import fit
from pipeline.yaml_faults import UnreadableYamlError, jammed
from pipeline.yaml_nodes import Node, line_at, parse
from pipeline.yaml_text import MAX_BYTES, decode_any

_BLANK = " \t\n"
"""What may stand around a value without being part of it: YAML adds a line end to a block of lines."""


_DOCUMENTS = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf")
"""How ZIP (DOCX, HWPX, XLSX), PDF, OLE (DOC, HWP) and RTF files begin."""


def load_deal(path: Path, *, partial: bool = False) -> Deal:
    """Return the deal in the YAML file at `path`.

    Raise DealError listing all faults. A result of an importance assessment that the
    sheet names is looked up beside the sheet. `partial`: see `parse_deal`.
    """
    try:
        data = _bytes_of(path)
    except (OSError, ValueError) as error:
        raise DealError(f"{path}: 거래명세서를 열 수 없습니다. 파일의 위치와 권한을 확인하십시오.") from error
    if data.startswith(_DOCUMENTS):
        raise DealError(
            f"{path}: 거래명세서(YAML)가 아니라 Word, 한글, PDF 같은 문서 파일입니다. "
            "거래명세서를 적으십시오(서식: finclause new). 계약서를 검토하려면 finclause review를 쓰십시오."
        )
    return parse_deal(data, path.name, path.parent, partial=partial)


def _bytes_of(path: Path) -> bytes:
    """Return the bytes of a regular file, no more than show that it is too large: a device never ends."""
    if not path.is_file():
        raise FileNotFoundError(path)
    with path.open("rb") as file:
        return file.read(20 * MAX_BYTES)


def parse_deal(data: bytes, name: str, folder: Path, *, partial: bool = False) -> Deal:
    """Return the deal in `data`; `name` is used in messages, `folder` to find named files.

    `partial`: a sheet that is still being filled. What must be given may be missing (None, to be read with
    `paths.value` alone), answers are not held against each other, and no assessment is looked up.
    """
    root, encoding = _root(data, name)
    builder = _Builder(folder, partial=partial)
    if not partial:
        builder.take_assessment(root)
    deal = builder.record(Deal, root, "")
    if not builder.faults and not partial:
        for path, message in contradictions(cast(Deal, deal)):
            builder.fault(line_at(root, _steps(path)), path, message)
    if builder.faults:
        raise DealError(said_of(name, builder.faults))
    checked = cast(Deal, deal)
    doubted = () if partial else doubts(checked)
    return replace(checked, sheet=name, warnings=(*_encoding_warning(name, encoding), *doubted))


def _encoding_warning(name: str, encoding: str) -> tuple[str, ...]:
    if encoding == "UTF-8":
        return ()
    return (f"{name}: 인코딩이 {encoding}인 파일로 읽었습니다. 계약서에 상호와 주소가 바르게 적혔는지 확인하십시오.",)


def _root(data: bytes, name: str) -> tuple[Node, str]:
    try:
        text, encoding = decode_any(data)
        root = parse(text)
    except UnreadableYamlError as error:
        raise DealError(said_of(name, [(p.line, p.path, f"{p.what}. {p.right}") for p in error.problems])) from error
    if not isinstance(root.value, dict):
        raise DealError(
            said_of(name, [(1, "", "'이름: 값'으로 된 거래명세서가 아닙니다. finclause new로 만든 틀을 채우십시오")])
        )
    return root, encoding


def said_of(name: str, faults: list[tuple[int, str, str]]) -> str:
    """Return the message that lists the faults (line, field, what is wrong) of the sheet `name`, by line."""
    faults = sorted(faults, key=lambda fault: fault[0])
    lines = [
        fit(f"{name} {line}행 {path}: {said}." if path else f"{name} {line}행: {said}.") for line, path, said in faults
    ]
    head = f"{name}: 거래명세서에 고칠 곳이 {len(faults)}개 있습니다."
    return "\n".join([head, *lines])


def _steps(path: str) -> tuple[str | int, ...]:
    """Turn 'locations[2].country' into ('locations', 1, 'country')."""
    steps: list[str | int] = []
    for part in path.split("."):
        key, _, index = part.partition("[")
        steps.append(key)
        if index:
            steps.append(int(index.rstrip("]")) - 1)
    return tuple(steps)


class _Builder:
    """Builds deal dataclasses from nodes and collects the faults, in file order."""

    def __init__(self, folder: Path, *, partial: bool = False) -> None:
        self._folder = folder
        self._partial = partial
        self.faults: list[tuple[int, str, str]] = []

    def fault(self, line: int, path: str, said: str) -> None:
        """Note a fault at `line` of the sheet."""
        self.faults.append((line, path, said))

    def record(self, record: type[Any], node: Node, path: str) -> Any:
        """Return an instance of `record`, or None where a fault made that impossible."""
        known = specs(record)
        entries = self._entries(node, path)
        for key in entries:
            if key not in known:
                self.fault(entries[key].line, _join(path, key), _unknown(key, tuple(known)))
        before = len(self.faults)
        values = {
            key: self._field(spec, entries.get(key) or Node(None, node.line), _join(path, key))
            for key, spec in known.items()
        }
        if "line" in record.__dataclass_fields__:
            values["line"] = node.line
        return record(**values) if len(self.faults) == before else None

    def _entries(self, node: Node, path: str) -> dict[str, Node]:
        if node.value is None:
            return {}
        if isinstance(node.value, dict):
            return node.value
        name = jammed(node.value) if isinstance(node.value, str) else ""
        if name:
            said = f"'{name}:' 뒤에 빈칸이 없습니다. '{name}: 값'처럼 한 칸 띄우십시오"
            self.fault(node.begins, _join(path, name), said)
        else:
            self.fault(node.line, path, "아래에 딸린 항목을 '이름: 값'으로 적어야 합니다")
        return {}

    def _field(self, spec: Spec, node: Node, path: str) -> Any:
        if spec.kind is Kind.RECORD:
            return self._one_record(spec, node, path)
        if spec.kind is Kind.RECORDS:
            return self._records(spec, node, path)
        if spec.kind in (Kind.TEXTS, Kind.CHOICES):
            return self._scalars(spec, node, path)
        value = self._scalar(spec, node, path)
        if value is None and self._is_due(spec) and not self._has_fault(path):
            self.fault(node.line, path, _missing(spec))
        return value

    def _is_due(self, spec: Spec) -> bool:
        return spec.required and not self._partial

    def _has_fault(self, path: str) -> bool:
        return any(fault[1] == path for fault in self.faults)

    def _one_record(self, spec: Spec, node: Node, path: str) -> Any:
        assert spec.item is not None
        if _is_empty(node) and not any(inner.required for inner in specs(spec.item).values()):
            return None if path == "contracting.reseller" else spec.item()
        return self.record(spec.item, node, path)

    def _records(self, spec: Spec, node: Node, path: str) -> tuple[Any, ...] | None:
        assert spec.item is not None
        if node.value is not None and not isinstance(node.value, tuple):
            self.fault(node.line, path, "'-'로 시작하는 목록으로 적어야 합니다")
            return None
        given = node.value or ()
        built = tuple(
            self.record(spec.item, item, f"{path}[{index}]")
            for index, item in enumerate(given, 1)
            if not _is_empty(item)
        )
        if not built and self._is_due(spec):
            self.fault(node.line, path, _missing(spec))
        if not built and (node.value is None or given):
            return None
        return built

    def _scalars(self, spec: Spec, node: Node, path: str) -> tuple[Any, ...]:
        if isinstance(node.value, dict):
            self.fault(node.line, path, "[값, 값]처럼 목록으로 적어야 합니다")
            return ()
        items = node.value if isinstance(node.value, tuple) else (node,)
        values = (self._scalar(spec, item, path) for item in items)
        return tuple(value for value in values if value is not None)

    def _scalar(self, spec: Spec, node: Node, path: str) -> Any:
        if not isinstance(node.value, str):
            if node.value is not None:
                self.fault(
                    node.line, path, "값 하나를 적어야 하는 칸에 목록이나 딸린 항목이 있습니다. 값 하나만 적으십시오"
                )
            return None
        text = node.value.strip(_BLANK)
        if not text:
            return None
        if not any(unicodedata.category(character)[0] not in "ZC" for character in text):
            self.fault(node.line, path, "보이는 글자가 하나도 없습니다. 값을 적거나 칸을 비우십시오")
            return None
        try:
            return convert(spec, text)
        except BadValueError as error:
            self.fault(node.line, path, str(error))
            return None

    def take_assessment(self, root: Node) -> None:
        """Put the result of the importance assessment that the sheet names into the tree."""
        business = root.value.get("business") if isinstance(root.value, dict) else None
        if business is None or not isinstance(business.value, dict):
            return
        named = business.value.get("importance_assessment")
        if named is None or not isinstance(named.value, str) or not named.value.strip():
            return
        result = self._assessed(named)
        given = business.value.get("importance")
        if result and given is not None and given.value not in (None, "", result):
            said = f"중요도 평가 결과 파일의 값({result})과 다릅니다('{given.value}'). 하나만 적거나 같게 고치십시오"
            self.fault(given.line, "business.importance", said)
        business.value["importance"] = Node(result or NON_CRITICAL, named.line)

    def _assessed(self, named: Node) -> str | None:
        path = self._folder / str(named.value).strip()
        where = "business.importance_assessment"
        try:
            tree = parse(decode_any(_bytes_of(path))[0])
        except (OSError, ValueError):
            self.fault(
                named.line,
                where,
                f"평가 결과 파일 '{named.value}'[을/를] 열 수 없습니다. 파일의 위치를 확인하십시오",
            )
            return None
        except UnreadableYamlError:
            self.fault(
                named.line,
                where,
                f"평가 결과 파일 '{named.value}'[을/를] 읽을 수 없습니다. JSON 또는 YAML로 저장하십시오",
            )
            return None
        result = tree.value.get("importance") if isinstance(tree.value, dict) else None
        if result is None or result.value not in (CRITICAL, NON_CRITICAL):
            said = (
                f"'{named.value}'에 importance: {CRITICAL} 또는 {NON_CRITICAL}[이/가] 없습니다. 평가 결과를 적으십시오"
            )
            self.fault(named.line, where, said)
            return None
        return str(result.value)


def _is_empty(node: Node) -> bool:
    if isinstance(node.value, dict):
        return all(_is_empty(child) for child in node.value.values())
    if isinstance(node.value, tuple):
        return all(_is_empty(child) for child in node.value)
    return node.value is None or not node.value.strip(_BLANK)


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _missing(spec: Spec) -> str:
    right = "'-'로 시작하는 목록에 한 건 이상 적으십시오" if spec.kind is Kind.RECORDS else "값을 적으십시오"
    if spec.choices:
        right = f"{', '.join(spec.choices)} 가운데에서 고르십시오"
    return f"반드시 적어야 하는 칸이 비었습니다({spec.title}). {right}"


def _unknown(key: str, known: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(key, known, 1)
    hint = f"'{near[0]}'[을/를] 쓰려던 것인지 확인하십시오" if near else "쓸 수 있는 항목: " + ", ".join(known)
    return f"없는 항목입니다. {hint}"
