"""Which characters the document's fonts draw."""

from smartplan.japanese.glyphs import document_fonts, missing_characters, private_use_characters


def test_the_document_fonts_are_installed():
    names = [path.name for path in document_fonts()]
    assert names[0].startswith("BIZUDPGothic-Regular")
    assert len(names) == 2


def test_the_characters_of_names_are_drawn():
    assert missing_characters("㈱①㎡㋿髙﨑𠮷葛󠄀飾\n　辻󠄀令和8年度（2026年度）～〜−－％") == []


def test_the_rare_kanji_comes_from_the_second_font():
    assert missing_characters("𠮷吉", ("BIZ UDPGothic",)) == ["𠮷"]


def test_what_no_font_draws_is_named_once():
    assert missing_characters("計画🏙と🏙と\U0001f9f6") == ["🏙", "\U0001f9f6"]


def test_gaiji_are_named_apart():
    text = "高\ue000橋\U000f0000\ue000"
    assert private_use_characters(text) == ["\ue000", "\U000f0000"]
    assert missing_characters(text) == []


def test_a_family_that_is_not_installed_draws_nothing():
    assert missing_characters("計画", ("No Such Font",)) == ["計", "画"]
