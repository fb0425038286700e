"""The task that workers take from the database."""

from django_tasks import task


@task()
def make(export_id: int) -> None:
    """Make the file of an export that waits; of any other, nothing happens."""
    # Here and not above: the web server puts this task into the queue, and need not load the
    # writers for that. A worker has them loaded at its start.
    from smartplan.publishing.exports.making import make_export  # noqa: PLC0415

    make_export(export_id)
