"""A closed edition is never changed: neither by our code nor by hand in the database."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from smartplan.publishing.models import Publication, PublicationFile
from smartplan.publishing.models.frozen import FrozenRowError


@pytest.fixture
def publication(plan, manager) -> Publication:
    return Publication.objects.create(
        plan=plan,
        number=1,
        edition="draft",
        title=plan.title,
        closed_at=timezone.now(),
        closed_by=manager,
        closed_by_name=str(manager),
        content="{}",
        sha256="0" * 64,
    )


@pytest.fixture
def file(publication) -> PublicationFile:
    return PublicationFile.objects.create(
        publication=publication,
        format="pdf",
        path="editions/00/nothing.pdf",
        sha256="1" * 64,
        size=1,
        made_at=timezone.now(),
    )


def refused_by_the_database(statement: str, *values: object) -> bool:
    with (
        pytest.raises(IntegrityError, match="never changed or deleted"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, values)
    return True


def test_the_database_refuses_to_change_or_delete_a_closed_edition(publication):
    assert refused_by_the_database("UPDATE publishing_publication SET content = '[]'")
    assert refused_by_the_database(
        "UPDATE publishing_publication SET note = 'x' WHERE id = %s", publication.pk
    )
    assert refused_by_the_database("DELETE FROM publishing_publication")
    assert Publication.objects.get().content == "{}"


def test_the_database_refuses_to_change_or_delete_its_files(file):
    assert refused_by_the_database("UPDATE publishing_publicationfile SET sha256 = 'x'")
    assert refused_by_the_database("DELETE FROM publishing_publicationfile WHERE id = %s", file.pk)
    assert PublicationFile.objects.get().sha256 == "1" * 64


def test_an_edition_cannot_be_written_over_by_a_row_with_its_number(publication, file):
    """SQLite's REPLACE takes the old row away without asking the triggers of DELETE."""
    if connection.vendor != "sqlite":
        pytest.skip("REPLACE is SQLite's")
    others = "edition, title, closed_at, closed_by_id, closed_by_name, note, content, sha256"
    for ident in ("id", "id + 100"):
        assert refused_by_the_database(
            f"REPLACE INTO publishing_publication (id, plan_id, number, row_ids, {others}) "  # noqa: S608
            f"SELECT {ident}, plan_id, number, row_ids, {others} FROM publishing_publication"
        )
        assert refused_by_the_database(
            "REPLACE INTO publishing_publicationfile "  # noqa: S608
            "(id, publication_id, format, path, sha256, size, made_at) "
            f"SELECT {ident}, publication_id, format, path, 'x', size, made_at "
            "FROM publishing_publicationfile"
        )
    assert PublicationFile.objects.get().sha256 == "1" * 64


def test_editions_cannot_be_emptied_away_as_a_whole_table(file):
    if connection.vendor != "postgresql":
        pytest.skip("TRUNCATE is PostgreSQL's")
    connection.check_constraints()  # what the test itself has just written is not pending
    assert refused_by_the_database("TRUNCATE publishing_publicationfile")
    assert refused_by_the_database("TRUNCATE publishing_publication CASCADE")
    assert PublicationFile.objects.get().sha256 == "1" * 64


def test_a_row_that_was_read_cannot_be_saved_or_deleted(publication, file):
    publication.note = "あとから書いた備考"
    for change in (publication.save, publication.delete, file.save, file.delete):
        with pytest.raises((IntegrityError, FrozenRowError)), transaction.atomic():
            change()
    assert Publication.objects.get().note == ""


@pytest.mark.parametrize("kind", [Publication, PublicationFile])
def test_a_query_cannot_change_or_delete_them(kind, file):
    for change in (
        lambda: kind.objects.all().delete(),
        lambda: kind.objects.update(pk=1),
        lambda: kind.objects.bulk_update(kind.objects.all(), ["pk"]),
    ):
        with pytest.raises(FrozenRowError, match="is frozen"):
            change()
    assert kind.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", [1, 2])
def test_the_triggers_are_there_again_after_a_test_that_emptied_the_tables(publication, round_):
    assert Publication.objects.count() == 1
    assert refused_by_the_database("DELETE FROM publishing_publication")
