"""The template filters that show values the way officials write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template


@pytest.mark.parametrize(
    ("template", "value", "shown"),
    [
        ("{{ value|fiscal_year }}", 2019, "令和元年度"),
        ("{{ value|fiscal_year:'era_western' }}", 2026, "令和8年度（2026年度）"),
        ("{{ value|fiscal_year }}", None, ""),
        ("{{ value|era_date }}", date(2026, 4, 1), "令和8年4月1日"),
        # 16 o'clock in Greenwich is the next day in Japan.
        ("{{ value|era_date }}", datetime(2019, 4, 30, 16, 0, tzinfo=UTC), "令和元年5月1日"),
        ("{{ value|era_date }}", None, ""),
        (
            "{{ value|era_datetime }}",
            datetime(2026, 11, 20, 1, 32, tzinfo=UTC),
            "令和8年11月20日 10:32",
        ),
        ("{{ value|era_datetime }}", None, ""),
        ("{{ value|grouped }}", 12300, "12,300"),
        ("{{ value|grouped }}", Decimal("-1234.5"), "-1,234.5"),
        ("{{ value|grouped }}", None, ""),
    ],
)
def test_values_are_shown_as_officials_write_them(template, value, shown):
    assert Template(template).render(Context({"value": value})) == shown
