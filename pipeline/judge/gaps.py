"""What a review leaves open: the due elements that are not given, in library order. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import ElementFinding, Judgement, Library, Review


@dataclass(frozen=True, slots=True)
class Gap:
    """A due element that the contract does not give.

    `requirements`: ids of the due requirements that ask for it, in library order.
    """

    element: str
    finding: ElementFinding
    requirements: tuple[str, ...]

    @property
    def contrary(self) -> bool:
        """True if the contract takes away what is asked for."""
        return self.finding.judgement == Judgement.CONTRARY


def gaps(review: Review, library: Library, *, doubtful: bool = False) -> tuple[Gap, ...]:
    """Return the due elements that are absent, contrary or unread.

    `doubtful`: also those that are judged present but that a person should look at (확인 필요).
    """
    asked: dict[str, list[str]] = {}
    for name, requirement in review.requirements.items():
        for element in requirement.due:
            asked.setdefault(element, []).append(name)
    return tuple(
        Gap(element, finding, tuple(asked[element]))
        for element in library.elements
        if element in asked and _open(finding := review.elements[element], doubtful)
    )


def _open(finding: ElementFinding, doubtful: bool) -> bool:
    return finding.judgement != Judgement.PRESENT or (doubtful and not finding.certain)
