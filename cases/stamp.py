"""The stamp of the library: what a process keeps of it is valid while the stamp is the same."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.db.models import Aggregate, Count, QuerySet, Subquery, TextField, Value

from cases.models import Case, PolicyField
from smartplan.structure.models import Track
from smartplan.web.prepared import PreparedQuery


class Joined(Aggregate):
    """All values of a column, one a line."""

    function = "GROUP_CONCAT"
    template = "%(function)s(%(expressions)s, '\n')"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, function="STRING_AGG", **extra)


def library_stamp() -> str:
    """Changes whenever a case, a policy field or the name of a track does. Costs one query."""
    rows = _STAMP.fetch() or [(Case.objects.count(), *PolicyField.objects.values_list("name"))]
    return sha256(repr(rows).encode()).hexdigest()


def _newest(_: int) -> QuerySet[Any, Any]:
    # Every change of a case leaves an entry. Newest and count both come by an index: to ask the
    # cases themselves would read them all.
    return Case.history.order_by("-history_date", "-history_id").values_list(
        "history_date",
        "history_id",
        Subquery(_all(Case, Count("pk"))),
        Subquery(_all(PolicyField, Joined("name"))),
        Subquery(_all(Track, Joined("name"))),
    )[:1]


def _all(model: Any, found: Aggregate) -> QuerySet[Any, Any]:
    return model.objects.order_by().values(every=Value(1)).annotate(found=found).values("found")


_STAMP = PreparedQuery(_newest)
