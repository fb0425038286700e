"""Pages that belong to no package."""

from django.urls import path

from smartplan.web import views

urlpatterns = [
    path("manual/", views.manual, name="manual"),
    path("manual/curators/", views.manual_curators, name="manual_curators"),
    path("kept/<str:token>/", views.kept_post, name="kept_post"),
    path("healthz", views.health, name="health"),
    path("readyz", views.ready, name="ready"),
]
