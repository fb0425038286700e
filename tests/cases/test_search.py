"""Free-word search: what a reader would call the same is found."""

import pytest

from cases.models import Case

pytestmark = pytest.mark.django_db


@pytest.fixture
def drone(make_case):
    make_case("C902", title="バスの予約を電話で受ける")
    return make_case(
        "C901",
        title="ドローン配送を4集落から広げる",
        actor="伊那市",
        summary="ＡＩとSDGsにも触れる。",
    )


@pytest.mark.parametrize(
    "words",
    [
        "ドローン",
        "どろーん",
        "ﾄﾞﾛｰﾝ",
        "ドローン　配送",
        "ai",
        "ＳＤＧｓ",
        "4集落",
        "４集落",
        "伊那市",
        "c901",
    ],
)
def test_width_kana_and_case_do_not_matter(drone, words):
    assert list(Case.objects.matching(words)) == [drone]


@pytest.mark.parametrize("words", ["ドローン 電話", "%", "_", "配車"])
def test_every_word_must_be_there_as_typed(drone, words):
    assert list(Case.objects.matching(words)) == []


def test_a_changed_case_is_found_by_its_new_words_only(drone):
    drone.title = "自動運転の実証"
    drone.save()
    assert not Case.objects.matching("ドローン").exists()
    assert Case.objects.matching("自動運転").get() == drone
