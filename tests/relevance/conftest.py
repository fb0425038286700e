"""The library that the suggestions are taken from."""

import pytest

from tests.relevance.library import add_case


@pytest.fixture
def library(db) -> None:
    """Eight cases of six towns; three of them of one city."""
    add_case(
        "C901",
        "ドローンで集落へ配送する",
        actor="いな市",
        fields=("買い物・物流",),
        stages=("implementation",),
        population_band="under_100k",
        summary="山あいの高齢者の買い物が難しいため、ドローンで商品を届ける。",
    )
    add_case(
        "C902",
        "LRTを軸に公共交通網を整える",
        actor="みや市",
        fields=("モビリティ",),
        population_band="under_1m",
        summary="LRTとバスの乗継ぎを便利にした。",
    )
    add_case(
        "C903",
        "市長を本部長とする推進本部",
        actor="あい市",
        sections=("organization",),
        population_band="under_300k",
        summary="部局長を本部員とし、幹事会を置いた。",
    )
    for place in range(3):
        add_case(
            f"C91{place}",
            f"大学との協定 その{place}",
            actor="おお市",
            sections=("organization",),
            population_band="under_100k",
            summary="大学と協定を結び、人材を育てる。",
        )
    add_case(
        "C920",
        "駅前の地権者による協議会",
        actor="とよ区",
        sections=("organization",),
        plan_type="area",
        summary="地権者と事業者が協議会をつくった。",
    )
    add_case(
        "C930",
        "五十音順の用語集",
        actor="ぬま市",
        sections=("glossary",),
        summary="外来語は元の語の意味から説明する。",
    )
