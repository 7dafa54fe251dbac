"""The parties of a document in whichever language it speaks of them.

In: the raw text and the role words of the library. Out: a `Bindings` that binds each
language when it is first asked for, so that an English contract never costs Korean work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.language import ENGLISH, KOREAN, language_of
from pipeline.parties import CUSTOMER, PROVIDER, SUBCONTRACTOR, Binding, bind
from pipeline.parties_en import CUSTOMER_EN, PROVIDER_EN, SUBCONTRACTOR_EN, EnglishBinding, bind_english

_ENGLISH_OF = {PROVIDER: PROVIDER_EN, CUSTOMER: CUSTOMER_EN, SUBCONTRACTOR: SUBCONTRACTOR_EN}


@dataclass
class Bindings:
    """The bindings of one document; `main`: the language most of it is in."""

    text: str
    roles: Mapping[str, dict[str, tuple[str, ...]]]
    main: str
    _korean: list[Binding] = field(default_factory=list)
    _english: list[EnglishBinding] = field(default_factory=list)

    def korean(self) -> Binding:
        """Return the binding of the Korean party words."""
        if not self._korean:
            self._korean.append(bind(self.text, self.roles[KOREAN]))
        return self._korean[0]

    def english(self) -> EnglishBinding:
        """Return the binding of the English party words."""
        if not self._english:
            self._english.append(bind_english(self.text, self.roles[ENGLISH]))
        return self._english[0]

    def names(self, role: str) -> tuple[str, ...]:
        """Return the words that stand for a role (named in Korean), in the languages that were read."""
        korean = self.korean().names(role) if self._korean or self.main == KOREAN else ()
        english = self.english().names(_ENGLISH_OF[role]) if self._english or self.main == ENGLISH else ()
        return (*korean, *english)


def bind_document(text: str, roles: Mapping[str, dict[str, tuple[str, ...]]], main: str | None = None) -> Bindings:
    """Return the bindings of a document; `main` is found from the text where it is not given."""
    return Bindings(text, roles, main or language_of(text))
