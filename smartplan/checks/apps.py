from django.apps import AppConfig


class ChecksConfig(AppConfig):
    name = "smartplan.checks"
    verbose_name = "点検"
