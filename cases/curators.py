"""The group of the people who keep the library in the admin."""

from django.contrib.auth.models import Group, Permission

CURATORS = "事例の管理者"


def ensure_curators() -> Group:
    """The group; when it is absent it is made, with every right on the library."""
    group, is_new = Group.objects.get_or_create(name=CURATORS)
    if is_new:
        group.permissions.set(
            Permission.objects.filter(
                content_type__app_label="cases",
                content_type__model__in=("case", "source", "policyfield", "historicalcase"),
            ).exclude(codename__in=("add_historicalcase", "delete_historicalcase"))
        )
    return group
