"""Korean morphemes: a spaCy pipeline whose tokens come from Kiwi.

`spacy.blank('ko')` needs mecab-ko; this tokenizer needs nothing but the kiwipiepy wheel
and keeps the text exactly. A token is a run of morphemes that share characters (한다 =
하+ᆫ다); `lemma_` joins their forms and `tag_` their tags with '+'. The typo and the
multi-word dictionaries of Kiwi are left out: they double start-up time and memory and
change nothing here. Loaded at the first call only, so that drafting never pays for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from spacy.tokens import Doc
from spacy.vocab import Vocab

MORPHEMES = "morphemes"
"""Key of `Doc.user_data`: the morphemes as Kiwi gave them, before those that overlap are joined."""

Morpheme = tuple[str, str, int, int]
"""(form, tag, start, end): one morpheme with its characters in the text."""


@lru_cache(maxsize=1)
def kiwi() -> Any:
    """Return the one Kiwi of this process."""
    from kiwipiepy import Kiwi

    return Kiwi(load_typo_dict=False, load_multi_dict=False, num_workers=2)


@lru_cache(maxsize=1)
def vocabulary() -> Vocab:
    """Return the one spaCy vocabulary of this process."""
    return Vocab()


def analyse(texts: Sequence[str]) -> Iterator[Doc]:
    """Yield one spaCy Doc for each text, in order; `doc.text` equals the text."""
    vocab = vocabulary()
    for text, tokens in zip(texts, kiwi().tokenize(list(texts)), strict=True):
        yield _doc(vocab, text, [(t.form, t.tag, t.start, t.start + t.len) for t in tokens])


def _doc(vocab: Vocab, text: str, morphemes: list[Morpheme]) -> Doc:
    words: list[str] = []
    lemmas: list[str] = []
    tags: list[str] = []
    spaces: list[bool] = []
    cursor = 0
    for form, tag, start, end in _merged(morphemes):
        if start > cursor:
            _gap(text[cursor:start], words, lemmas, tags, spaces)
        words.append(text[start:end])
        lemmas.append(form)
        tags.append(tag)
        spaces.append(False)
        cursor = end
    if cursor < len(text):
        _gap(text[cursor:], words, lemmas, tags, spaces)
    return Doc(vocab, words=words, spaces=spaces, lemmas=lemmas, tags=tags, user_data={MORPHEMES: morphemes})


def _gap(gap: str, words: list[str], lemmas: list[str], tags: list[str], spaces: list[bool]) -> None:
    """Keep the characters between two tokens: one space as spaCy's flag, others as a token."""
    if gap == " " and words and not spaces[-1]:
        spaces[-1] = True
        return
    words.append(gap)
    lemmas.append(gap)
    tags.append("_SP")
    spaces.append(False)


def _merged(morphemes: list[Morpheme]) -> Iterator[Morpheme]:
    """Join morphemes that share characters or have none of their own."""
    held: Morpheme | None = None
    for form, tag, start, end in morphemes:
        if held is None:
            held = (form, tag, start, end)
        elif start < held[3] or start == end:
            held = (f"{held[0]}+{form}", f"{held[1]}+{tag}", held[2], max(held[3], end))
        elif held[2] == held[3]:
            held = (f"{held[0]}+{form}", f"{held[1]}+{tag}", start, end)
        else:
            yield held
            held = (form, tag, start, end)
    if held is not None:
        yield held
