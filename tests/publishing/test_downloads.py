"""What a downloaded file is called, whatever its plan is called."""

from __future__ import annotations

import pytest

from smartplan.publishing.downloads import CONTENT_TYPES, attachment, safe_name
from smartplan.publishing.exports.offered import OFFERED
from smartplan.publishing.exports.writers import WRITERS
from smartplan.publishing.models import Format


@pytest.mark.parametrize("format", Format)
def test_every_format_has_all_that_a_file_needs(format):
    assert format.extension in CONTENT_TYPES
    assert format in OFFERED
    assert format in WRITERS


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("あおば市スマートシティ推進計画（素案）", "あおば市スマートシティ推進計画（素案）.pdf"),
        ("../../計画\r\nX-Evil: 1", "計画X-Evil 1.pdf"),
        ("計画\u202efdp.exe", "計画fdp.exe.pdf"),
        ('..\\:*?"<>|', "計画.pdf"),
    ],
)
def test_a_title_makes_a_harmless_name(title, name):
    assert safe_name(title, "pdf") == name


def test_a_japanese_name_reaches_new_browsers_and_a_plain_one_the_others():
    header = attachment(b"", '計画".pdf')["Content-Disposition"]
    assert header == (
        "attachment; filename=\"plan.pdf\"; filename*=UTF-8''%E8%A8%88%E7%94%BB%22.pdf"
    )
