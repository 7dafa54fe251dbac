"""Particles after filled values read as a Korean lawyer would write them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.particles import CHOICE, PAIRS, Ending, choose, ending, fit

CASES = [
    # 회사 이름
    ("(주)한빛", "은/는", "은"),
    ("주식회사 한빛은행", "은/는", "은"),
    ("㈜미래카드", "과/와", "와"),
    ("한빛(주)", "은/는", "는"),
    ("한빛㈜", "이/가", "가"),
    ("한빛(재)", "은/는", "은"),
    ("ABC Cloud", "은/는", "는"),
    ("AWS", "은/는", "는"),
    ("LG CNS", "과/와", "와"),
    ("NAVER", "은/는", "는"),
    ("Naver Cloud Platform", "은/는", "은"),
    ("Google", "은/는", "은"),
    ("Oracle", "으로/로", "로"),
    ("Microsoft", "을/를", "를"),
    ("Amazon", "이/가", "이"),
    ("Amazon Web Services, Inc.", "은/는", "는"),
    ("Hanbit Co., Ltd.", "과/와", "와"),
    ("GitHub", "은/는", "는"),
    ("GitLab", "은/는", "은"),
    ("OpenStack", "을/를", "을"),
    ("Slack", "으로/로", "으로"),
    ("Splunk", "을/를", "를"),
    ("Salesforce", "이/가", "가"),
    # 머리글자와 서비스
    ("SaaS", "을/를", "를"),
    ("IaaS", "으로/로", "로"),
    ("API", "은/는", "는"),
    ("URL", "을/를", "을"),
    ("URL", "으로/로", "로"),
    ("DR", "은/는", "은"),
    ("VM", "은/는", "은"),
    ("CDN", "을/를", "을"),
    ("CSAP", "과/와", "와"),
    ("ISMS-P", "을/를", "를"),
    ("vCPU", "은/는", "는"),
    ("EC2", "을/를", "를"),
    ("S3", "은/는", "는"),
    # 숫자, 단위, 날짜
    ("99.9%", "을/를", "를"),
    ("99.95％", "으로/로", "로"),
    ("3개월", "이/가", "이"),
    ("3개월", "으로/로", "로"),
    ("30일", "으로/로", "로"),
    ("4시간", "으로/로", "으로"),
    ("10", "을/를", "을"),
    ("7", "으로/로", "로"),
    ("2", "은/는", "는"),
    ("1,000", "이/가", "이"),
    ("1,000,000,000,000", "이/가", "가"),
    ("99.90", "을/를", "을"),
    ("2026. 11. 27.", "은/는", "은"),
    ("2026. 11. 30.", "으로/로", "로"),
    ("100GB", "을/를", "를"),
    ("5km", "을/를", "를"),
    ("2kg", "을/를", "을"),
    ("TLS 1.3", "으로/로", "으로"),
    ("ISO/IEC 27001", "과/와", "과"),
    # 지명, 괄호, 따옴표, 조항
    ("서울", "으로/로", "로"),
    ("경기도 안양시", "으로/로", "로"),
    ("부산", "으로/로", "으로"),
    ("서비스(SaaS)", "은/는", "는"),
    ("한빛은행(이하 “금융회사”라 한다)", "과/와", "과"),
    ("한빛은행(주)(이하 “금융회사”라 한다)", "과/와", "와"),
    ("“갑”", "은/는", "은"),
    ("「민법」", "을/를", "을"),
    ("제12조", "을/를", "를"),
    ("별지 3", "과/와", "과"),
    ("별지 2", "과/와", "와"),
    ("甲", "은/는", "은"),
    # 서술격
    ("금융회사", "이라/라", "라"),
    ("한빛은행", "이라/라", "이라"),
    ("데이터", "이란/란", "란"),
    ("업무", "이/", ""),
    ("시스템", "이/", "이"),
]


@pytest.mark.parametrize(("before", "pair", "wanted"), CASES)
def test_the_particle_fits_what_stands_before_it(before: str, pair: str, wanted: str) -> None:
    assert choose(pair, before) == wanted


@pytest.mark.parametrize("before", ["【제공자 상호】", "", "・", "日"])
def test_an_unknown_reading_gets_the_double_form(before: str) -> None:
    assert choose("은/는", before) == "은(는)"
    assert choose("으로/로", before) == "(으)로"


def test_fit_replaces_each_choice_by_what_stands_before_it() -> None:
    said = fit("(주)한빛[은/는] 서울[으로/로] AWS[을/를] 옮기고 데이터[이/]라고 부른다")
    assert said == "(주)한빛은 서울로 AWS를 옮기고 데이터라고 부른다"


def test_brackets_that_are_no_particle_stay() -> None:
    assert fit("[예/아니오] 가운데 고른다") == "[예/아니오] 가운데 고른다"


@settings(deadline=None, max_examples=80)
@given(st.text(max_size=80))
def test_any_text_has_an_ending_and_gets_some_form(text: str) -> None:
    assert isinstance(ending(text), Ending)
    for pair, forms in PAIRS.items():
        assert choose(pair, text) in forms


@settings(deadline=None, max_examples=80)
@given(st.text(alphabet="가각갈(주)[]은/는 A1%", max_size=60))
def test_fit_leaves_no_choice_behind(text: str) -> None:
    assert not CHOICE.search(fit(text)) or "[" in fit(text)
