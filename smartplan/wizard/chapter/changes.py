"""What a chapter's page wants changed: its texts, its rows and its frame, field by field."""

from __future__ import annotations

from collections.abc import Iterator

from smartplan.plans.models import Chapter
from smartplan.plans.saving import Change, Order, Removal, Write
from smartplan.plans.saving.changes import Key
from smartplan.plans.sections.tables import PostedRow, TableInPlan
from smartplan.wizard.chapter.page import ChapterPage


def changes_of(page: ChapterPage) -> list[Change]:
    """Everything that was sent and can be read; what is in error stays in its form."""
    changes: list[Change] = [*_texts(page)]
    for table in page.tables:
        changes += _rows(page, table)
    return [*changes, *_frame(page)]


def key_of_row(page: ChapterPage, table: TableInPlan, sent: PostedRow) -> Key:
    """The id of a stored row; of a new one its mark, which the same form sends again."""
    return sent.key if sent.key is not None else f"{page.mark}-{table.rows_name}-{sent.index}"


def _texts(page: ChapterPage) -> Iterator[Write]:
    form = page.text_form
    form.is_valid()
    for name in form.fields:
        if name in form.data and name in form.cleaned_data:
            yield _write(page, name, form.cleaned_data[name])


def _frame(page: ChapterPage) -> Iterator[Write]:
    page.frame.is_valid()
    yield from page.frame.writes(page.sent_bases)


def _write(page: ChapterPage, field: str, value: object) -> Write:
    key = page.chapter.pk
    return Write(Chapter, key, field, value, page.sent_bases.of(Chapter, key, field))


def _rows(page: ChapterPage, table: TableInPlan) -> Iterator[Change]:
    kind, bases = table.kind, page.sent_bases
    keys: list[Key] = []
    for sent in page.rows.get(table.rows_name, ()):
        key = key_of_row(page, table, sent)
        if not sent.removed:
            keys.append(key)
            yield from table.writes(sent, key, lambda field, key=key: bases.of(kind, key, field))  # type: ignore[misc]
        elif sent.key is not None:
            yield Removal(kind, sent.key, bases.row(kind, sent.key))
    if keys:
        yield Order(kind, tuple(keys), bases.ids(kind) or _stored_order(table, keys))


def _stored_order(table: TableInPlan, keys: list[Key]) -> tuple[int, ...]:
    """Of a page that does not say in which order it showed its rows: as they are stored."""
    return tuple(row.pk for row in table.rows if row.pk in keys)
