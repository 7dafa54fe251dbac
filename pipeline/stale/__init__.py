"""Stale: which written documents a change of law or library touches, and what to add.

In: a folder of documents, the `Library`, a day. Out: a `Survey`: the documents of ours with a verdict each, the files
that could not be told, and how many are of others. Nothing is written into the folder.
"""

from __future__ import annotations

from pipeline.stale.model import Group, Survey, Verdict
from pipeline.stale.survey import survey

__all__ = ["Group", "Survey", "Verdict", "survey"]
