from django.urls import path

from smartplan.publishing import views
from smartplan.publishing.exports import views as export_views

app_name = "publishing"

urlpatterns = [
    path("plans/<int:plan_id>/preview/", views.preview, name="preview"),
    path("plans/<int:plan_id>/plan.pdf", export_views.pdf, name="pdf"),
    path("plans/<int:plan_id>/plan.json", views.content_json, name="json"),
    path("plans/<int:plan_id>/exports/", export_views.exports, name="exports"),
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
