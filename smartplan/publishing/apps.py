from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "smartplan.publishing"
    verbose_name = "文書"
