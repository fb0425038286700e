from django.apps import AppConfig
from django.core import checks

from smartplan.web.system_checks import check_fonts, check_libraries


class WebConfig(AppConfig):
    name = "smartplan.web"
    verbose_name = "共通"

    def ready(self) -> None:
        checks.register(check_libraries)
        checks.register(check_fonts)
