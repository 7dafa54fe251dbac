"""A contract in two columns, Korean beside English, is parsed into its articles; other tables stay tables."""

from __future__ import annotations

import pytest
from drafts import LIBRARY, base_conditions

from pipeline.judge import review
from pipeline.parse import parse
from pipeline.read import read_bytes

ARTICLES = (
    (
        "제1조(목적)",
        "이 계약은 클라우드 서비스의 이용에 관한 사항을 정한다.",
        "Article 1 (Purpose)",
        "This Agreement governs the Services.",
    ),
    (
        "제2조(감사)",
        "을은 감독당국의 검사와 현장 방문을 수용하여야 한다.",
        "Article 2 (Audit)",
        "The Provider shall permit inspections by the regulators.",
    ),
    (
        "제3조(재위탁)",
        "을은 갑의 사전 동의 없이 재위탁하여서는 아니 된다.",
        "Article 3 (Subcontracting)",
        "The Provider shall not subcontract without consent.",
    ),
)


def page(rows):
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<html><body><h1>이용계약서</h1><table>{cells}</table></body></html>"


def together():
    return [(f"{a}<br>{b}", f"{c}<br>{d}") for a, b, c, d in ARTICLES]


def apart():
    return [row for a, b, c, d in ARTICLES for row in ((a, c), (b, d))]


def turned():
    return [(f"{c}<br>{d}", f"{a}<br>{b}") for a, b, c, d in ARTICLES]


def read(rows):
    document = read_bytes("a.html", page(rows).encode())
    return document, parse(document)


@pytest.mark.parametrize("rows", [together(), apart(), turned()], ids=["one row", "a row for each", "English first"])
def test_each_wording_is_parsed_by_itself(rows):
    document, contract = read(rows)
    numbered = [a for a in contract.articles if a.number]
    wanted = [[(a, b) for a, b, _, _ in ARTICLES], [(c, d) for _, _, c, d in ARTICLES]]
    assert [f"{a.number}({a.title})" for a in numbered[:3]] == [head for head, _ in wanted[0]]
    assert [f"{a.number} ({a.title})" for a in numbered[3:]] == [head for head, _ in wanted[1]]
    assert [[p.text for p in a.paragraphs] for a in numbered] == [[body] for side in wanted for _, body in side]
    assert all(p.kind == "text" for a in numbered for p in a.paragraphs)
    for article in contract.articles:
        for p in article.paragraphs:
            assert document.text[p.start : p.end] == p.text


def test_a_table_between_the_articles_goes_to_the_wording_of_its_header_row():
    tables = [
        "<tr><th>항목</th><th>서비스 모델</th></tr><tr><td>모델</td><td>SaaS</td></tr>",
        "<tr><th>Item</th><th>Model</th></tr><tr><td>심사</td><td>SaaS</td></tr>",
    ]
    halves = [page(together()[:2]), page(together()[2:])]
    html = halves[0].replace("</table></body></html>", "</table>") + "".join(f"<table>{t}</table>" for t in tables)
    html += halves[1].removeprefix("<html><body><h1>이용계약서</h1>")
    contract = parse(read_bytes("a.html", html.encode()))
    cells = {a.number: [p.cells for p in a.paragraphs if p.cells] for a in contract.articles if a.number}
    assert cells["제2조"] == [("항목", "서비스 모델"), ("모델", "SaaS")]
    assert cells["Article 2"] == [("Item", "Model"), ("심사", "SaaS")]
    assert not any(found for number, found in cells.items() if number not in ("제2조", "Article 2"))


def test_an_english_cell_may_quote_korean():
    quoting = [*together(), ("제4조(별표)<br>별표를 따른다.", "Article 4 (Annex)<br>The table (별표) applies.")]
    contract = read(quoting)[1]
    assert [p.text for a in contract.articles if a.number == "Article 4" for p in a.paragraphs] == [
        "The table (별표) applies."
    ]


def test_the_place_of_a_finding_is_its_article():
    document, contract = read(together())
    found = review(document, contract, LIBRARY, base_conditions()).elements["regulator-access"]
    assert found.judgement == "present"
    assert all(passage.locator.startswith(("제2조", "Article 2")) for passage in found.evidence)


def test_other_tables_stay_tables():
    for rows in (
        [("항목", "기준"), ("가용성", "99.9%")],
        [("용어", "뜻"), ("SLA", "서비스 수준을 정한 문서")],
        [("제1조(목적)", "이 계약은 목적을 정한다."), ("제2조(기간)", "이 계약은 1년으로 한다.")],
        [(f"{a}<br>{b}", "비고", f"{c}<br>{d}") for a, b, c, d in ARTICLES],
    ):
        _, contract = read(rows)
        kinds = {p.kind for a in contract.articles for p in a.paragraphs}
        assert kinds & {"row", "header_row"}, rows


def test_cells_of_a_hangul_file_keep_their_lines():
    from pipeline.parse.tables import cells_of

    assert cells_of("가\n나\t다", "hwpx") == ("가\n나", "다")
    assert cells_of("가\n나\t다", "hwp") == ("가\n나", "다")
