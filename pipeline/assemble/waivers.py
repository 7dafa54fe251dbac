"""What a draft tells of the required items that it gives up: on its cover and in its comparison table."""

from __future__ import annotations

from pipeline.assemble.voice import Voice
from pipeline.concessions import Loss, waiver_said
from pipeline.cover import WAIVER_HEADS
from pipeline.due import title_at
from pipeline.language import KOREAN
from pipeline.model import Library
from pipeline.select import Selection


def waiver_of(loss: Loss, language: str) -> str:
    """Return why an element is not in the draft, who approved it and when; the words are those of the deal sheet."""
    if language == KOREAN:
        return waiver_said(loss.reason, loss.approver, loss.date)
    return f"reason: {loss.reason}; approved by {loss.approver}, {Voice(language).shown(loss.date)}"


def waiver_notices(library: Library, selection: Selection, language: str = KOREAN) -> tuple[str, ...]:
    """Return a sentence in `language` for the cover for each required element that the draft gives up."""
    voice = Voice(language, library.english)
    return tuple(_notice(library, selection, loss, voice) for loss in selection.losses)


def _notice(library: Library, selection: Selection, loss: Loss, voice: Voice) -> str:
    edition = selection.conditions.edition
    head, told = WAIVER_HEADS[voice.language], waiver_of(loss, voice.language)
    element = voice.element(loss.element.id, loss.element.title)
    if voice.language == KOREAN:
        items = ", ".join(f"{name} {title_at(library.requirements[name], edition)}" for name in loss.requirements)
        return f"{head} {items} 가운데 ‘{element}’. {told}"
    return f"{head} {', '.join(loss.requirements)}, {element}; {told}"
