"""The group of the people who keep the library, and the structure's wording, in the admin."""

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

CURATORS = "事例の管理者"


def ensure_curators() -> Group:
    """The group; when absent it is made, with every right on the library and the structure."""
    group, is_new = Group.objects.get_or_create(name=CURATORS)
    if is_new:
        group.permissions.set(
            Permission.objects.filter(
                Q(
                    content_type__app_label="cases",
                    content_type__model__in=("case", "source", "policyfield", "historicalcase"),
                )
                | Q(content_type__app_label="structure")
            ).exclude(codename__in=("add_historicalcase", "delete_historicalcase"))
        )
    return group
