"""Moods, clauses and subjects of Korean sentences."""

import pytest

from pipeline.korean import analyse
from pipeline.match.grammar import read_sentence


def reading(text):
    return read_sentence(next(iter(analyse([text]))))


@pytest.mark.parametrize(
    ("text", "moods"),
    [
        ("제공자는 지체 없이 통지하여야 한다.", {"does"}),
        ("제공자는 통지합니다.", {"does"}),
        ("제공자는 통지할 의무를 진다.", {"does"}),
        ("제공자는 통지할 의무를 지지 않습니다.", {"not"}),
        ("제공자는 통지하지 아니하여도 된다.", {"not"}),
        ("제공자는 통지할 필요가 없다.", {"not"}),
        ("제공자는 통지를 생략할 수 있다.", {"not"}),
        ("제공자는 통지하지 아니할 수 있다.", {"not"}),
        ("금융회사는 감사할 수 있다.", {"may"}),
        ("금융회사는 감사할 권리를 가진다.", {"may"}),
        ("제공자는 현장 감사를 거절할 수 있습니다.", {"not"}),
        ("제공자는 감사를 거부하지 못한다.", {"does"}),
        ("제공자는 검사를 거절하거나 늦추지 못한다.", {"not"}),
        ("목적 외로 이용하여서는 아니 된다.", {"not"}),
        ("목적 외로 이용해서는 안 됩니다.", {"not"}),
        ("품질을 유지하도록 노력한다.", {"efforts"}),
        ("정보가 유출되지 않도록 암호화한다.", {"does"}),
        ("동의 없이 재위탁할 수 없다.", {"does", "not"}),
        ("알리기 전에는 재위탁할 수 없다.", {"does", "not"}),
        ("통지하지 아니하고는 변경할 수 없다.", {"does", "not"}),
        ("지체 없이 알리지 아니한다.", {"not"}),
        ("제공자의 책임은 면제된다.", {"not"}),
        ("제공자는 금융회사에 조회 권한을 부여하여야 한다.", {"does"}),
        ("고의가 없는 경우에도 배상한다.", {"does"}),
        ("요금을 내지 않아 서비스가 정지된 경우 금융회사는 접근할 수 없다.", {"not"}),
        ("제공자는 통지하지 않아도 된다.", {"not"}),
        ("정보를 삭제하지 아니한 채 보관하여서는 아니 된다.", {"does", "not"}),
        ("제공자는 합리적인 노력을 기울인다.", {"efforts"}),
        ("제공자는 복구에 최선을 다한다.", {"efforts"}),
        ("정보뿐만 아니라 기록도 제공한다.", {"does"}),
    ],
)
def test_the_mood_of_the_last_clause(text, moods):
    assert set(reading(text).clauses[-1].moods) == moods


def test_a_refusal_joined_to_a_forbidden_act_is_itself_forbidden():
    assert [set(c.moods) for c in reading("제공자는 검사를 거절하거나 방해하여서는 아니 된다.").clauses] == [
        {"does"},
        {"does"},
    ]


def test_permission_reaches_back_over_and_but_not_over_a_duty():
    first, last = reading("금융회사는 조회하고 삭제할 수 있다.").clauses
    assert set(first.moods) == set(last.moods) == {"may"}
    first, last = reading("제공자는 기준을 지켜야 하며 이를 변경할 수 있다.").clauses
    assert (set(first.moods), set(last.moods)) == ({"does"}, {"may"})


def test_what_is_not_so_but_otherwise_is_a_clause_of_its_own():
    assert [set(c.moods) for c in reading("대한민국 법이 아니라 독일 법에 따른다.").clauses] == [{"not"}, {"does"}]


def test_the_topic_is_the_subject_not_the_party_of_a_condition():
    assert reading("금융회사가 요청하는 경우 제공자는 제출한다.").clauses[-1].subject == "provider"


def test_each_clause_has_its_own_subject():
    first, last = reading("금융회사는 조회할 수 있고 제공자는 이를 제한하지 못한다.").clauses
    assert (first.subject, last.subject) == ("customer", "provider")


def test_a_subject_carries_over_to_the_next_clause():
    assert reading("제공자는 통지하고 승인을 받는다.").clauses[-1].subject == "provider"


def test_verbs_stand_in_their_dictionary_form():
    assert "알리다" in reading("제공자는 금융회사에 알려야 합니다.").lemma


@pytest.mark.parametrize(
    "text", ["제공자는\t통지한다.", "제공자는  두 칸을 쓴다.", " 앞이 비었다. ", "줄\n바꿈", "ABC 123, ①"]
)
def test_the_doc_keeps_every_character(text):
    assert next(iter(analyse([text]))).text == text
