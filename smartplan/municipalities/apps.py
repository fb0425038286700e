from django.apps import AppConfig


class MunicipalitiesConfig(AppConfig):
    name = "smartplan.municipalities"
    verbose_name = "地方公共団体と利用者"
