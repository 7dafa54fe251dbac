"""Ruled tables of a PDF page, from the lines that the page draws.

In: the text page and its lines. Out: the lines, those inside a table replaced by its rows
(`Line.kind` row, cells parted by a tab, the printed lines of a cell by a newline). A table is
a grid of ruled lines with two columns and more; the text of each cell is what stands inside
its lines. Cells that are merged are one cell; where rows are merged the text stands in the
first. Nothing is lost: where the cells do not hold the very characters of the lines they
replace, the lines stay. A merged row across the whole table is ordinary text.
"""

from __future__ import annotations

import ctypes
import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pipeline.read import limits
from pipeline.read.pdfium import PATH, Line, PageText

_THIN: Final = 2.5
_SHORTEST: Final = 8.0
_TOUCH: Final = 3.0
_NARROWEST: Final = 6.0
_CELLS: Final = 3_000
_SAME: Final = 0.98


@dataclass(slots=True)
class Rule:
    """A straight line: `at` is its y (or x where it stands upright), from `low` to `high` along the other axis."""

    at: float
    low: float
    high: float


Cell = tuple[int, int, int, int]
"""First and last row, first and last column of the grid."""


def with_tables(content: PageText, lines: list[Line]) -> list[Line]:
    """Return the lines of the page, those of ruled tables as rows."""
    flat, upright = _rules(content)
    grids = [grid for group in _connected(flat, upright) if (grid := _Grid.of(*group)) is not None]
    grids.sort(key=lambda grid: -(grid.xs[-1] - grid.xs[0]) * (grid.ys[0] - grid.ys[-1]))
    taken: list[_Grid] = []
    for grid in grids:
        if any(outer.holds(grid.xs[0], grid.ys[0]) and outer.holds(grid.xs[-1], grid.ys[-1]) for outer in taken):
            continue
        replaced = _replaced(content, lines, grid)
        if replaced is not None:
            lines = replaced
            taken.append(grid)
    return lines


def _replaced(content: PageText, lines: list[Line], grid: _Grid) -> list[Line] | None:
    inside = [at for at, line in enumerate(lines) if line.kind != "row" and grid.holds(line.left, line.y)]
    if not inside:
        return None
    rows = list(grid.rows(content))
    if not any(row.kind == "row" for row in rows):
        return None
    before, after = _letters([lines[at] for at in inside]), _letters(rows)
    if (before & after).total() < _SAME * max(before.total(), after.total()):
        return None
    gone = frozenset(inside)
    return [*lines[: inside[0]], *rows, *(line for at, line in enumerate(lines) if at > inside[0] and at not in gone)]


def _letters(lines: Sequence[Line]) -> Counter[str]:
    return Counter("".join("".join(line.text.split()) for line in lines))


# ------------------------------------------------------------------ the grid


@dataclass(slots=True)
class _Grid:
    """The lines of one table: `xs` from left to right, `ys` from the top down."""

    xs: list[float]
    ys: list[float]
    flat: list[Rule]
    upright: list[Rule]

    @classmethod
    def of(cls, flat: list[Rule], upright: list[Rule]) -> _Grid | None:
        """Return the grid of connected rules, None where they make no table."""
        if not flat or not upright:
            return None
        ends = [rule.low for rule in flat] + [rule.high for rule in flat]
        xs = _clusters([rule.at for rule in upright] + [min(ends), max(ends)])
        tips = [rule.low for rule in upright] + [rule.high for rule in upright]
        ys = _clusters([rule.at for rule in flat] + [min(tips), max(tips)])[::-1]
        if len(xs) < 3 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > _CELLS:
            return None
        return cls(xs, ys, flat, upright)

    def holds(self, x: float | None, y: float | None) -> bool:
        """Whether a place lies inside the outer lines."""
        if x is None or y is None:
            return False
        return self.xs[0] - _TOUCH <= x <= self.xs[-1] + _TOUCH and self.ys[-1] - 1 <= y <= self.ys[0] + 1

    def rows(self, content: PageText) -> Iterator[Line]:
        """Yield the rows; one that is a single cell as the lines that stand in it."""
        cells = self._cells()
        for row in range(len(self.ys) - 1):
            here = [cell for cell in cells if cell[0] <= row <= cell[1]]
            texts = [self._text(content, cell) if cell[0] == row else "" for cell in here]
            left, right, y = self.xs[0], self.xs[-1], self.ys[row]
            if len(here) == 1:
                yield from (Line(text, left, right, y) for text in texts[0].split("\n") if text.strip())
            elif any(text.strip() for text in texts):
                yield Line("\t".join(text.replace("\t", " ") for text in texts), left, right, y, kind="row")

    def _text(self, content: PageText, cell: Cell) -> str:
        top, bottom = self.ys[cell[0]], self.ys[cell[1] + 1]
        left, right = self.xs[cell[2]], self.xs[cell[3] + 1]
        return content.within(left + 0.5, bottom + 0.5, right - 0.5, top - 0.5).strip("\r\n").replace("\r\n", "\n")

    def _cells(self) -> list[Cell]:
        """Return the cells from left to right, neighbours without a line between them as one."""
        rows, columns = len(self.ys) - 1, len(self.xs) - 1
        owner = {(row, column): (row, column) for row in range(rows) for column in range(columns)}

        def root(place: tuple[int, int]) -> tuple[int, int]:
            while owner[place] != place:
                owner[place] = place = owner[owner[place]]
            return place

        for row, column in list(owner):
            if column + 1 < columns and not self._parted(row, column):
                owner[root((row, column + 1))] = root((row, column))
            if row + 1 < rows and not self._ruled_off(row, column):
                owner[root((row + 1, column))] = root((row, column))
        members: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for place in owner:
            members.setdefault(root(place), []).append(place)
        boxes = [(min(r), max(r), min(c), max(c)) for r, c in (tuple(zip(*m, strict=True)) for m in members.values())]
        return sorted(boxes, key=lambda box: (box[2], box[0]))

    def _parted(self, row: int, column: int) -> bool:
        middle = (self.ys[row] + self.ys[row + 1]) / 2
        return _drawn(self.upright, self.xs[column + 1], middle)

    def _ruled_off(self, row: int, column: int) -> bool:
        middle = (self.xs[column] + self.xs[column + 1]) / 2
        return _drawn(self.flat, self.ys[row + 1], middle)


def _drawn(rules: Sequence[Rule], at: float, along: float) -> bool:
    return any(abs(rule.at - at) <= _NARROWEST and rule.low <= along <= rule.high for rule in rules)


def _clusters(values: Sequence[float]) -> list[float]:
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > _NARROWEST:
            out.append(value)
    return out


def _connected(flat: list[Rule], upright: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Return the groups of rules that cross or touch."""
    groups: list[tuple[list[Rule], list[Rule]]] = []
    left = list(range(len(upright)))
    waiting = list(range(len(flat)))
    while waiting:
        group: tuple[list[Rule], list[Rule]] = ([], [])
        queue = [flat[waiting.pop(0)]]
        group[0].append(queue[0])
        lying = True
        while queue:
            across = left if lying else waiting
            pool = upright if lying else flat
            found = [at for at in across if any(_crosses(rule, pool[at]) for rule in queue)]
            across[:] = [at for at in across if at not in found]
            queue = [pool[at] for at in found]
            lying = not lying
            group[0 if lying else 1].extend(queue)
        groups.append(group)
    return groups


def _crosses(one: Rule, other: Rule) -> bool:
    return one.low - _TOUCH <= other.at <= one.high + _TOUCH and other.low - _TOUCH <= one.at <= other.high + _TOUCH


# ------------------------------------------------------------------ the rules


def _rules(content: PageText) -> tuple[list[Rule], list[Rule]]:
    """Return the ruled lines of the page: lying and upright."""
    flat: list[Rule] = []
    upright: list[Rule] = []
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    bounds = content.raw.FPDFPageObj_GetBounds
    for item, kind in content.objects():
        if kind != PATH or not bounds(item, left, bottom, right, top):
            continue
        if min(right.value - left.value, top.value - bottom.value) <= _THIN:
            if _is_painted(content.raw, item):
                _add([(left.value, bottom.value), (right.value, top.value)], False, flat, upright)
        else:
            for points, stroked in _subpaths(content.raw, item):
                _add(points, stroked, flat, upright)
        if len(flat) + len(upright) > limits.PDF_RULES:
            return [], []
    return _merged(flat), _merged(upright)


def _is_painted(raw: Any, path: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(raw.FPDFPath_GetDrawMode(path, fill, stroke)) and bool(fill.value or stroke.value)


def _add(points: list[tuple[float, float]], stroked: bool, flat: list[Rule], upright: list[Rule]) -> None:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    if min(width, height) <= _THIN:
        if width > height:
            flat.append(Rule((min(ys) + max(ys)) / 2, min(xs), max(xs)))
        elif height > width:
            upright.append(Rule((min(xs) + max(xs)) / 2, min(ys), max(ys)))
        return
    if stroked:
        for (x0, y0), (x1, y1) in itertools.pairwise(points):
            if abs(y0 - y1) <= 1 < abs(x0 - x1):
                flat.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
            elif abs(x0 - x1) <= 1 < abs(y0 - y1):
                upright.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))


def _subpaths(raw: Any, path: Any) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(path, fill, stroke) or not (fill.value or stroke.value):
        return
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(path, matrix):
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for at in range(min(raw.FPDFPath_CountSegments(path), limits.PDF_RULES)):
        segment = raw.FPDFPath_GetPathSegment(path, at)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        place = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points, bool(stroke.value)
            points = []
        points.append(place)
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points, bool(stroke.value)


def _merged(rules: list[Rule]) -> list[Rule]:
    """Join pieces of one line (dashes, cell by cell borders); drop what is too short to part cells."""
    out: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (round(rule.at / _THIN), rule.low)):
        last = out[-1] if out else None
        if last is not None and abs(last.at - rule.at) <= _THIN and rule.low <= last.high + _TOUCH:
            last.high = max(last.high, rule.high)
        else:
            out.append(rule)
    return [rule for rule in out if rule.high - rule.low >= _SHORTEST]
