"""Template tags of the pages' frame."""

from collections.abc import Iterable

from django import template
from django.core.paginator import Page

from smartplan.web.errors import error_links

register = template.Library()
register.filter(error_links)


@register.filter
def page_numbers(page: Page) -> Iterable[int | str]:
    """The page numbers around this one, with an ellipsis for those left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
