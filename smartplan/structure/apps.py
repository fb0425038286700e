from django.apps import AppConfig


class StructureConfig(AppConfig):
    name = "smartplan.structure"
    verbose_name = "計画の構成"
