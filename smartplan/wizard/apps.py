from django.apps import AppConfig


class WizardConfig(AppConfig):
    name = "smartplan.wizard"
    verbose_name = "計画の作成"
