from django.urls import path

from smartplan.publishing import views

app_name = "publishing"

urlpatterns = [
    path("plans/<int:plan_id>/preview/", views.preview, name="preview"),
    path("plans/<int:plan_id>/plan.pdf", views.pdf, name="pdf"),
    path("plans/<int:plan_id>/plan.json", views.content_json, name="json"),
]
