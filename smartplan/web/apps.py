from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "smartplan.web"
    verbose_name = "共通"
