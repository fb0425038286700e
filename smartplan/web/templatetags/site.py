"""Template tags of the pages' frame."""

from collections.abc import Iterable

from django import template
from django.core.paginator import Page
from django.utils.html import format_html_join

from smartplan.web import pages
from smartplan.web.errors import ErrorLink, error_links
from smartplan.web.kept_posts.keeping import AUTHOR_FIELD, author_mark
from smartplan.web.once import MARK_FIELD, new_mark
from smartplan.web.page_addresses import page_address

register = template.Library()

register.simple_tag(page_address, name="address")

MANAGING = ("members", "invite", "divisions", "membership", "division")
"""The pages on which a municipality's people and divisions are kept begin with these names."""


@register.simple_tag(takes_context=True)
def mistakes(context: template.RequestContext) -> list[ErrorLink]:
    """The mistakes in `forms`, or in `form`, for the summary on top of the page."""
    return error_links(context.get("forms") or context.get("form"))


@register.simple_tag(takes_context=True)
def managed_here(context: template.Context) -> str:
    """The 団体コード of the municipality whose people or divisions this page keeps, or nothing."""
    match = getattr(context.get("request"), "resolver_match", None)
    if match is None or not str(match.url_name).startswith(MANAGING):
        return ""
    if code := match.kwargs.get("code"):
        return str(code)
    part = context.get("member") or context.get("division")
    return str(part.municipality.code) if part else ""


@register.filter
def page_numbers(page: Page) -> Iterable[int | str]:
    """The page numbers around this one, with an ellipsis for those left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)


@register.simple_tag(takes_context=True)
def post_address(context: template.RequestContext) -> str:
    """Where the form of this page posts to; put it into the `action` (smartplan/web/pages.py)."""
    return pages.post_address(context["request"])


@register.simple_tag(takes_context=True)
def written_by(context: template.RequestContext, *, again: bool = False) -> str:
    """The hidden fields with which a form survives an expired log-in and a second click.

    web/kept_posts/keeping.py and web/once.py tell what they are for. Put it beside
    csrf_token in every form into which people write; a form that sends what was sent before
    (`again=True`) has the mark among that. It also marks the answer as a page that the browser may
    bring back with what was typed (smartplan/web/middleware.py).
    """
    user = context.get("user")
    if user is None or not user.is_authenticated:
        return ""
    context["request"].is_written_on = True
    fields = [(AUTHOR_FIELD, author_mark(user.pk))]
    if not again:
        fields.append((MARK_FIELD, new_mark()))
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', fields)
