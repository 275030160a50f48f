"""All that the staff plane answers."""

from django.urls import include, path

from . import views

urlpatterns = [
    path("staff/", include("waylight.accounts.urls")),
    path("staff/audit/", include("waylight.audit.urls")),
    path("staff/work/", include("waylight.work.urls")),
    path("staff/contact-routes/", include("waylight.guidance.staff_urls")),
    path("hub/", include("waylight.triage.urls")),
    path("theme/", views.theme, name="theme"),
    path("healthz", views.alive, name="alive"),
]
handler404 = "waylight.site.views.not_found"
handler500 = "waylight.site.views.broken"
