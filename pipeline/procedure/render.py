"""A `Paper` as a file of one format, read back and compared before anyone sees it."""

from __future__ import annotations

from pipeline.procedure.paper import Origin, Paper

SUFFIXES = (".docx", ".xlsx", ".json")
"""The formats of a paper, by the suffix of its file."""


def render(paper: Paper, origin: Origin, suffix: str) -> bytes:
    """Return `paper` in the format of `suffix` (one of `SUFFIXES`): the same input, the same bytes.

    Raises ValueError for another suffix, LibraryError where the template is missing or changed, OutputError where
    the file read back is not the paper.
    """
    from pipeline.procedure.verify import verify_paper

    data = _written(paper, origin, suffix)
    verify_paper(data, suffix, paper, origin)
    return data


def _written(paper: Paper, origin: Origin, suffix: str) -> bytes:
    if suffix == ".docx":
        from pipeline.procedure.as_docx import paper_docx

        return paper_docx(paper, origin)
    if suffix == ".xlsx":
        from pipeline.procedure.as_xlsx import paper_xlsx

        return paper_xlsx(paper, origin)
    if suffix == ".json":
        from pipeline.procedure.as_json import paper_json

        return paper_json(paper, origin)
    raise ValueError(f"no paper format {suffix!r}")
