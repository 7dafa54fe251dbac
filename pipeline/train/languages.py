"""Train one language from the project's corpus and further folders."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from pipeline.library import library_folder
from pipeline.model import Contract, Library
from pipeline.train.build import Trained, train
from pipeline.train.corpus import LabelledContract, Passage, labelled_contracts, passages
from pipeline.train.drafts import own_drafts

TRAINED = ("ko", "en")
"""The languages that ship with weights."""


def train_language(
    lang: str, library: Library, extra: Sequence[Path], measured: Collection[str] | None = None
) -> Trained:
    """Return the trained package of `lang`; `extra`: folders of further labelled contracts; `measured`: see `train`."""
    phrases, contracts, drafts = corpus_of(lang, library, extra)
    return train(phrases, contracts, library, lang, drafts, measured)


def corpus_of(
    lang: str, library: Library, extra: Sequence[Path]
) -> tuple[tuple[Passage, ...], tuple[LabelledContract, ...], tuple[Contract, ...]]:
    """Return the passages, the labelled contracts and our own drafts of `lang`."""
    corpus = library_folder() / "corpus"
    phrases = tuple(p for path in sorted((corpus / "phrases").glob(f"{lang}*.tsv")) for p in passages(path, library))
    contracts = labelled_contracts([corpus / "contracts", *extra], lang, library)
    deals = sorted((library_folder().parent / "samples").glob("deal-*.yaml"))
    return phrases, contracts, tuple(own_drafts(library, deals, lang))
