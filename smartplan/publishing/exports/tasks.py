"""The task that workers take from the database."""

from django_tasks import task

from smartplan.publishing.exports.making import make_export


@task()
def make(export_id: int) -> None:
    """Make the file of an export that waits; of any other, nothing happens."""
    make_export(export_id)
