"""The addresses under which people write their plans."""

from django.urls import path

from smartplan.wizard import chapter_frames, plan_views

app_name = "wizard"

urlpatterns = [
    path("", plan_views.plan_list, name="plan_list"),
    path("plans/new/", plan_views.plan_new, name="plan_new"),
    path("plans/<int:plan_id>/", plan_views.plan, name="plan"),
    path("plans/<int:plan_id>/settings/", plan_views.plan_settings, name="plan_settings"),
    path("plans/<int:plan_id>/copy/", plan_views.plan_copy, name="plan_copy"),
    path("plans/<int:plan_id>/archive/", plan_views.plan_archive, name="plan_archive"),
    path("plans/<int:plan_id>/chapters/", chapter_frames.chapters, name="chapters"),
    path("plans/<int:plan_id>/review/", plan_views.review, name="review"),
    path("plans/<int:plan_id>/history/", plan_views.plan_history, name="plan_history"),
]
