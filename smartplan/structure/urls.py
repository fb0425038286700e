from django.urls import path

from smartplan.structure import views

app_name = "structure"
urlpatterns = [path("overview/", views.overview, name="overview")]
