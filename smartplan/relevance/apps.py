from django.apps import AppConfig


class RelevanceConfig(AppConfig):
    name = "smartplan.relevance"
    verbose_name = "事例の関連度"
