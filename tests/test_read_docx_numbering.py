"""Automatic numbers of Word, computed as they are printed."""

from __future__ import annotations

import pytest
from read_samples import docx, level, numbering, p, style, styles

from pipeline.read import read_bytes
from pipeline.read.number_formats import format_number

JO = (
    level(0, "decimal", "제%1조")
    + level(1, "decimalEnclosedCircle", "%2")
    + level(2, "decimal", "%3.")
    + level(3, "ganada", "%4.")
)


def labels(body: str, parts: dict[str, str]) -> list[str]:
    return [block.label for block in read_bytes("a.docx", docx(body, parts)).blocks]


def test_contract_levels_count_and_restart_below_a_higher_one() -> None:
    body = "".join(p("글", num=(1, place)) for place in (0, 1, 1, 2, 2, 3, 1, 2, 0, 1))
    assert labels(body, {"numbering": numbering({0: JO}, {1: (0, "")})}) == [
        "제1조", "①", "②", "1.", "2.", "가.", "③", "1.", "제2조", "①",
    ]  # fmt: skip


def test_numbering_bound_to_styles_is_found_through_based_on() -> None:
    bound = level(0, "decimal", "제%1조", more='<w:pStyle w:val="J"/>') + level(
        1, "decimalEnclosedCircle", "%2", more='<w:pStyle w:val="H"/>'
    )
    parts = {
        "numbering": numbering({0: bound}, {1: (0, "")}),
        "styles": styles(
            style("J", "조", '<w:numPr><w:numId w:val="1"/></w:numPr>'),
            style("H", "항", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'),
            style("H2", "항 들임", based_on="H"),
        ),
    }
    body = p("가", style="J") + p("나", style="H") + p("다", style="H2") + p("라", style="J")
    assert labels(body, parts) == ["제1조", "①", "②", "제2조"]


def test_num_id_zero_takes_the_number_away() -> None:
    parts = {
        "numbering": numbering({0: JO}, {1: (0, "")}),
        "styles": styles(style("J", "조", '<w:numPr><w:numId w:val="1"/></w:numPr>')),
    }
    assert labels(p("가", style="J", num=(0, 0)) + p("나", style="J"), parts) == ["", "제1조"]


def test_lists_of_one_abstract_numbering_share_their_counter() -> None:
    parts = {"numbering": numbering({0: JO}, {1: (0, ""), 2: (0, "")})}
    assert labels(p("가", num=(1, 0)) + p("나", num=(2, 0)), parts) == ["제1조", "제2조"]


def test_a_start_override_starts_anew() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    parts = {"numbering": numbering({0: JO}, {1: (0, ""), 2: (0, anew)})}
    assert labels("".join(p("가", num=(num, 0)) for num in (1, 1, 2, 2)), parts) == ["제1조", "제2조", "제5조", "제6조"]


def test_a_level_override_replaces_the_level() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1.")}</w:lvlOverride>'
    assert labels(p("가", num=(1, 0)), {"numbering": numbering({0: JO}, {1: (0, own)})}) == ["I."]


def test_a_level_that_never_restarts_goes_on() -> None:
    kept = level(0, "decimal", "%1.") + level(1, "decimal", "(%2)", more='<w:lvlRestart w:val="0"/>')
    body = "".join(p("가", num=(1, place)) for place in (0, 1, 0, 1))
    assert labels(body, {"numbering": numbering({0: kept}, {1: (0, "")})}) == ["1.", "(1)", "2.", "(2)"]


def test_legal_numbering_writes_all_levels_in_digits() -> None:
    legal = level(0, "upperRoman", "제%1장") + level(1, "decimal", "%1.%2", more="<w:isLgl/>")
    body = p("가", num=(1, 0)) + p("나", num=(1, 1))
    assert labels(body, {"numbering": numbering({0: legal}, {1: (0, "")})}) == ["제I장", "1.1"]


def test_a_linked_list_style_is_followed() -> None:
    parts = {
        "numbering": numbering({0: '<w:styleLink w:val="L"/>' + JO, 1: '<w:numStyleLink w:val="L"/>'}, {1: (1, "")})
    }
    assert labels(p("가", num=(1, 0)), parts) == ["제1조"]


def test_bullets_of_symbol_fonts_become_one_sign() -> None:
    parts = {
        "numbering": numbering({0: level(0, "bullet", "\uf0b7"), 1: level(0, "bullet", "-")}, {1: (0, ""), 2: (1, "")})
    }
    assert labels(p("가", num=(1, 0)) + p("나", num=(2, 0)), parts) == ["•", "-"]


def test_an_empty_numbered_paragraph_counts_but_a_section_break_does_not() -> None:
    parts = {"numbering": numbering({0: JO}, {1: (0, "")})}
    body = p("가", num=(1, 0)) + p("", num=(1, 0)) + p("", num=(1, 0), more="<w:sectPr/>") + p("나", num=(1, 0))
    assert labels(body, parts) == ["제1조", "제3조"]


def test_a_number_in_a_cell_is_written_before_its_text() -> None:
    from read_samples import table

    parts = {"numbering": numbering({0: level(0, "decimal", "%1.")}, {1: (0, "")})}
    assert read_bytes("a.docx", docx(table((p("가", num=(1, 0)), "나")), parts)).text == "1. 가\t나"


@pytest.mark.parametrize(
    ("value", "form", "expected"),
    [
        (20, "decimalEnclosedCircle", "⑳"),
        (21, "decimalEnclosedCircle", "㉑"),
        (51, "decimalEnclosedCircle", "51"),
        (14, "ganada", "하"),
        (4, "upperRoman", "IV"),
        (9, "lowerRoman", "ix"),
        (28, "lowerLetter", "bb"),
        (3, "upperLetter", "C"),
        (7, "decimalZero", "07"),
        (15, "ganada", "가"),
        (21, "koreanDigital", "이일"),
        (10, "koreanDigital2", "一零"),
        (21, "koreanCounting", "이십일"),
        (111, "koreanCounting", "백십일"),
        (24, "koreanLegal", "스물넷"),
        (101, "chineseCounting", "一百零一"),
        (111, "chineseCounting", "一百一十一"),
        (11, "ideographTraditional", "11"),
        (21, "cardinalText", "Twenty-one"),
        (20, "ordinalText", "Twentieth"),
        (32, "ordinalText", "Thirty-second"),
        (12, "ordinalText", "Twelfth"),
        (9, "ordinalText", "Ninth"),
        (10, "chineseCounting", "十"),
        (2, "chosung", "ㄴ"),
        (3, "decimalEnclosedParen", "⑶"),
        (12, "decimalFullWidth", "１２"),
        (22, "ordinal", "22nd"),
        (5, "somethingNew", "5"),
        (5, "none", ""),
    ],
)
def test_number_formats(value: int, form: str, expected: str) -> None:
    assert format_number(value, form) == expected


@pytest.mark.parametrize("form", ["upperRoman", "lowerLetter", "koreanLegal", "decimalEnclosedCircle"])
def test_a_number_that_no_list_reaches_is_written_in_digits(form: str) -> None:
    assert format_number(9_999_999_999, form) == "9999999999"


def test_an_endless_label_pattern_is_cut_where_word_cuts_it() -> None:
    parts = {"numbering": numbering({0: level(0, "decimal", "%1" * 50_000)}, {1: (0, "")})}
    assert len(labels(p("가", num=(1, 0)), parts)[0]) < 300


def test_a_level_that_was_skipped_counts_as_begun() -> None:
    body = "".join(p("글", num=(1, place)) for place in (0, 2, 1))
    assert labels(body, {"numbering": numbering({0: JO}, {1: (0, "")})}) == ["제1조", "1.", "②"]
