"""What the page of the editions shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Func, IntegerField, QuerySet

from smartplan.checks.everything import findings_of
from smartplan.checks.finding import Finding, Level
from smartplan.document.findings import findings_of_plan
from smartplan.plans.models import Plan
from smartplan.plans.reading import read_plan
from smartplan.publishing.models import Publication


class Bytes(Func):
    """How many bytes a text has in UTF-8."""

    function = "OCTET_LENGTH"
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "LENGTH(CAST(%(expressions)s AS BLOB))"
        return self.as_sql(compiler, connection, template=template, **context)


def editions_of(plan: Plan) -> QuerySet[Publication]:
    """The closed editions, the newest first, with their files; without what they hold."""
    return (
        Publication.objects.filter(plan=plan)
        .annotate(size=Bytes("content"))
        .defer("content", "row_ids")
        .prefetch_related("files", "exports")
    )


@dataclass(frozen=True)
class ClosingReview:
    """What the checks say of the plan that is about to be closed."""

    concerns: tuple[Finding, ...]
    """Errors and warnings."""
    notices: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        return sum(finding.level is Level.ERROR for finding in self.concerns)


def review_of(plan: Plan) -> ClosingReview:
    """The findings of the checks and of the document."""
    contents = read_plan(plan)
    findings = [*findings_of(contents), *findings_of_plan(contents)]
    return ClosingReview(
        tuple(finding for finding in findings if finding.level is not Level.NOTICE),
        tuple(finding for finding in findings if finding.level is Level.NOTICE),
    )
