"""Whether the number of an article continues its series; where a second document begins."""

from __future__ import annotations

from typing import Final

from pipeline.parse.entries import TERMINAL, Entry, demote, names_document
from pipeline.parse.schemes import MOST_MISSING
from pipeline.read.headings import Heading

_GAP_LIMIT: Final = 30
_LOOK_BACK: Final = 12
_MOST_OPTIONAL: Final = 3


class Series:
    """The running number of the articles, part by part."""

    def __init__(self) -> None:
        self.last: tuple[int, int] | None = None
        self.title = ""
        self.fresh = False
        self.listing = 0

    def restart(self) -> None:
        """An annex or a part begins: its articles count from 1."""
        self.fresh = True

    def accepts(self, heading: Heading, *, automatic: bool, clean: bool) -> bool:
        """Whether the heading continues the series; `clean`: the text before it is complete."""
        here = (heading.value[0], heading.value[1] if len(heading.value) > 1 else 0)
        if automatic:
            ok = True
        elif not heading.strong and not clean:
            ok = False
        elif self.last is None or self.fresh:
            ok = here[0] == 1 or (heading.rule == "number" and here[0] <= 2) or (heading.strong and self.last is None)
            ok = ok or (self.fresh and self.last is not None and self._follows(here, heading))
        else:
            ok = self._follows(here, heading)
        if ok:
            self.last, self.title, self.fresh, self.listing = here, heading.title, False, 0
        return ok

    def _follows(self, here: tuple[int, int], heading: Heading) -> bool:
        last = self.last or (0, 0)
        number, branch = here
        if branch:
            follows = number == last[0] and last[1] < branch <= last[1] + 1 + _MOST_OPTIONAL
            return follows or (heading.strong and number == last[0] + 1)
        if number == last[0] + 1:
            return True
        if number == 1 and last[0] >= 2:
            return heading.strong or bool(heading.title)
        if heading.rule == "number":
            return 1 < number - last[0] <= MOST_MISSING and self.listing != number - 1
        if not heading.strong:
            return heading.rule == "article" and bool(heading.title) and 1 < number - last[0] <= MOST_MISSING
        return last[0] < number <= last[0] + _GAP_LIMIT or (number == last[0] and heading.title != self.title)


def continue_series(entries: list[Entry], rule: str) -> None:
    """Demote the headings that do not continue the series, and numbered headings inside annexes."""
    series = Series()
    last_article = -1
    in_annex = False
    for at, entry in enumerate(entries):
        if entry.role in ("annex", "part"):
            series.restart()
            last_article, in_annex = at, True
        elif entry.role == "article" and entry.heading and in_annex and entry.heading.rule == "number":
            demote(entry)
        elif entry.role == "text" and rule == "number":
            found = entry.line.marker
            series.listing = found.value[0] if found and found.style == "dot" else series.listing
        elif entry.role == "article" and entry.heading:
            was = series.last
            if not series.accepts(entry.heading, automatic=entry.line.prefix > 0, clean=_is_clean(entries, at)):
                demote(entry)
                continue
            if was and entry.heading.value[0] == 1 and was[0] >= 2 and rule == entry.heading.rule:
                _mark_part(entries, last_article, at)
            last_article = at


def _is_clean(entries: list[Entry], at: int) -> bool:
    """Whether the text before an entry is complete, so that the entry is not a wrapped line of it."""
    line = entries[at].line
    if not at or line.gap or not line.printed or line.is_heading:
        return True
    before = entries[at - 1]
    return (
        before.role != "text"
        or before.line.kind == "row"
        or bool(TERMINAL.search(before.line.text))
        or len(before.line.text) < 30
    )


def _mark_part(entries: list[Entry], last_article: int, at: int) -> None:
    """Articles start again at 1: the title of a second document stands somewhere before."""
    for place in range(at - 1, max(last_article, at - _LOOK_BACK), -1):
        entry = entries[place]
        if entry.role in ("annex", "part"):
            return
        before = entries[place - 1] if place else None
        untitled = (
            before is not None and before.role == "annex" and before.heading is not None and not before.heading.title
        )
        if names_document(entry) and not untitled:
            entry.role = "part"
            return


def mark_later_parts(entries: list[Entry]) -> None:
    """After the supplementary provisions (부칙) a line that names a document opens another one."""
    after_supplement = False
    for at, entry in enumerate(entries):
        if entry.role == "annex" and entry.heading:
            after_supplement = entry.heading.number == "부칙"
        elif (
            after_supplement
            and names_document(entry)
            and entries[at - 1].role in ("text", "annex")
            and (entry.line.gap or not entry.line.printed)
        ):
            entry.role = "part"
