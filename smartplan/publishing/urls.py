from django.urls import path

from smartplan.publishing import views
from smartplan.publishing.comparison import views as comparison_views
from smartplan.publishing.editions import views as edition_views
from smartplan.publishing.exports import views as export_views
from smartplan.web.pages import page

app_name = "publishing"

urlpatterns = [
    path("plans/<int:plan_id>/preview/", views.preview, name="preview"),
    path("plans/<int:plan_id>/plan.pdf", export_views.pdf, name="pdf"),
    path("plans/<int:plan_id>/plan.json", views.content_json, name="json"),
    *page("plans/<int:plan_id>/editions/", edition_views.editions, name="editions"),
    path(
        "plans/<int:plan_id>/editions/<int:edition_number>/plan.json",
        edition_views.edition_json,
        name="edition_json",
    ),
    path(
        "plans/<int:plan_id>/editions/<int:edition_number>/state/",
        edition_views.edition_state,
        name="edition_state",
    ),
    path(
        "plans/<int:plan_id>/editions/<int:edition_number>/files/",
        edition_views.edition_files,
        name="edition_files",
    ),
    path(
        "plans/<int:plan_id>/editions/<int:edition_number>/files/<slug:file_format>/",
        edition_views.edition_file,
        name="edition_file",
    ),
    *page(
        "plans/<int:plan_id>/editions/<int:edition_number>/open/",
        edition_views.edition_open,
        name="edition_open",
    ),
    path("plans/<int:plan_id>/editions/compare/", comparison_views.comparison, name="comparison"),
    path(
        "plans/<int:plan_id>/editions/compare/<slug:file_format>/",
        comparison_views.comparison_file,
        name="comparison_file",
    ),
    *page("plans/<int:plan_id>/exports/", export_views.exports, name="exports"),
    path(
        "plans/<int:plan_id>/exports/<int:export_id>/",
        export_views.export_state,
        name="export_state",
    ),
    path(
        "plans/<int:plan_id>/exports/<int:export_id>/download",
        export_views.export_download,
        name="export_download",
    ),
]
