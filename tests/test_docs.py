"""Documents that are made from the library must be current."""

from pathlib import Path

from drafts import LIBRARY

from pipeline.library.listing import markdown
from pipeline.library.negotiation_page import negotiation_markdown

DOCS = Path(__file__).resolve().parents[1] / "docs"


def test_the_page_of_requirements_is_what_the_library_says():
    assert (DOCS / "requirements.md").read_text(encoding="utf-8") == markdown(LIBRARY)


def test_the_page_of_positions_is_what_the_library_says():
    assert (DOCS / "negotiation.md").read_text(encoding="utf-8") == negotiation_markdown(LIBRARY)


def test_the_readme_names_only_pages_that_exist():
    import re

    readme = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", readme):
        assert (DOCS.parent / target).exists(), target
