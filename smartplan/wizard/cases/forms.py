"""The note on a quoted case."""

from __future__ import annotations

from typing import Any

from smartplan.plans.models import Citation
from smartplan.web.forms import ModelForm
from smartplan.wizard.sections.text_form import limit_text


class CitationForm(ModelForm):
    mark_optional = False

    class Meta:
        model = Citation
        fields = ("note",)
        help_texts = {"note": "どこを参考にしたか、計画のどこに生かしたかを書きます。"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit_text(self.fields["note"])
