from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "smartplan.plans"
    verbose_name = "計画"
