"""A machine that cannot print Japanese is told so, with the package to install."""

from smartplan.japanese.glyphs import DOCUMENT_FAMILIES
from smartplan.web.system_checks import check_fonts, check_libraries


def test_this_machine_lacks_nothing():
    assert check_libraries() == []
    assert check_fonts() == []


def test_a_missing_pango_is_an_error_with_its_package():
    messages = check_libraries(is_there=lambda name: name == "harfbuzz-subset")
    assert [message.id for message in messages] == ["smartplan.E001", "smartplan.E001"]
    assert "libpango-1.0-0" in messages[0].hint
    assert "libpangoft2-1.0-0" in messages[1].hint


def test_a_missing_subsetter_is_a_warning_with_its_package():
    (message,) = check_libraries(is_there=lambda name: name != "harfbuzz-subset")
    assert message.id == "smartplan.W001"
    assert "libharfbuzz-subset0" in message.hint


def test_a_missing_font_names_its_package():
    first, second = check_fonts(installed=[])
    assert (first.id, second.id) == ("smartplan.E002", "smartplan.W002")
    assert "fonts-morisawa-bizud-gothic" in first.hint
    assert "fonts-noto-cjk" in second.hint
    assert check_fonts(installed=DOCUMENT_FAMILIES) == []
