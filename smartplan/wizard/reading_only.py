"""What a page says to those who may read it and not write in it."""

from smartplan.plans.models import Plan

READING = "閲覧の権限で開いています。変更するときは、この計画の編集者に依頼してください。"
ARCHIVED = "保管中の計画です。変更するときは、計画の一覧で元に戻してください。"


def reading_reason(plan: Plan) -> str:
    """Why the page cannot be written in."""
    return ARCHIVED if plan.archived_at else READING
