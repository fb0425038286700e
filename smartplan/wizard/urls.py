"""The addresses under which people write their plans."""

from django.urls import path

from smartplan.web.pages import page
from smartplan.wizard.cases import views as case_views
from smartplan.wizard.chapter import views as chapter_views
from smartplan.wizard.figures import views as figure_views
from smartplan.wizard.history import views as history_views
from smartplan.wizard.paste import views as paste_views
from smartplan.wizard.pictures import views as picture_views
from smartplan.wizard.plan import (
    arrangement,
)
from smartplan.wizard.plan import (
    settings as settings_views,
)
from smartplan.wizard.plan import (
    views as plan_views,
)
from smartplan.wizard.references import views as reference_views
from smartplan.wizard.row import views as row_views
from smartplan.wizard.sheet import views as sheet_views

app_name = "wizard"

urlpatterns = [
    path("", plan_views.plan_list, name="plan_list"),
    *page("plans/new/", plan_views.plan_new, name="plan_new"),
    *page("plans/<int:plan_id>/sheet/", sheet_views.sheet, name="sheet"),
    path("plans/<int:plan_id>/", plan_views.plan, name="plan"),
    *page("plans/<int:plan_id>/settings/", settings_views.plan_settings, name="plan_settings"),
    *page("plans/<int:plan_id>/pictures/", picture_views.pictures, name="pictures"),
    path(
        "plans/<int:plan_id>/pictures/<slug:place>/",
        picture_views.picture,
        name="picture",
    ),
    *page(
        "plans/<int:plan_id>/pictures/<slug:place>/remove/",
        picture_views.picture_remove,
        name="picture_remove",
    ),
    path("plans/<int:plan_id>/references/", reference_views.references, name="references"),
    *page("plans/<int:plan_id>/copy/", plan_views.plan_copy, name="plan_copy"),
    *page("plans/<int:plan_id>/archive/", plan_views.plan_archive, name="plan_archive"),
    *page("plans/<int:plan_id>/chapters/", arrangement.chapters, name="chapters"),
    path("plans/<int:plan_id>/review/", plan_views.review, name="review"),
    path("plans/<int:plan_id>/history/", history_views.plan_history, name="plan_history"),
    *page("chapters/<int:chapter_id>/", chapter_views.chapter, name="chapter"),
    path(
        "chapters/<int:chapter_id>/history/", history_views.chapter_history, name="chapter_history"
    ),
    path("chapters/<int:chapter_id>/figures/", figure_views.chapter_figures, name="figures"),
    *page("chapters/<int:chapter_id>/paste/<slug:rows>/", paste_views.paste, name="paste"),
    path("chapters/<int:chapter_id>/suggestions/", case_views.suggestions, name="suggestions"),
    path("chapters/<int:chapter_id>/quote/<int:case_id>/", case_views.quote, name="quote"),
    *page("citations/<int:citation_id>/", case_views.citation, name="citation"),
    *page("revisions/<int:revision_id>/", history_views.revision, name="revision"),
    *page("plans/<int:plan_id>/<slug:rows>/new/", row_views.row_new, name="row_new"),
    *page("<slug:rows>/<int:row_id>/", row_views.row, name="row"),
    path("<slug:rows>/<int:row_id>/figures/", figure_views.row_figures, name="row_figures"),
    *page("<slug:rows>/<int:row_id>/remove/", row_views.row_remove, name="row_remove"),
]
