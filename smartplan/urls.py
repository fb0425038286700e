"""Every address of the site. Each one enters the sweep test (tests/test_every_url.py) by itself."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("smartplan.publishing.urls")),
    path("cases/", include("cases.urls")),
    path("", include("smartplan.municipalities.urls")),
    path("", include("smartplan.structure.urls")),
    path("", include("smartplan.web.urls")),
    # After the others: an address such as /measures/7/ begins with the name of the rows.
    path("", include("smartplan.wizard.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "smartplan.web.views.bad_request"
handler403 = "smartplan.web.views.permission_denied"
handler404 = "smartplan.web.views.page_not_found"
handler500 = "smartplan.web.views.server_error"
