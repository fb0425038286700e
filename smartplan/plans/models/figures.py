"""How the document shows what the rows of a plan tell: as a figure, as a table, or both."""

from django.db import models


class FigureForm(models.TextChoices):
    """What the document prints for one figure."""

    BOTH = "both", "図と表"
    FIGURE = "figure", "図だけ"
    TABLE = "table", "表だけ"
    NONE = "none", "載せない"

    @property
    def has_figure(self) -> bool:
        return self in (FigureForm.BOTH, FigureForm.FIGURE)

    @property
    def has_table(self) -> bool:
        return self in (FigureForm.BOTH, FigureForm.TABLE)


def figure_form(name: str, default: FigureForm = FigureForm.BOTH) -> models.CharField[str, str]:
    """The planner's choice for one figure; it stands with the texts of its chapter."""
    return models.CharField(f"{name}の載せ方", max_length=8, choices=FigureForm, default=default)
