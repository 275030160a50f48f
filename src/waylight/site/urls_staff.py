"""All that the staff plane answers."""

from django.urls import include, path

from waylight.accounts.guarding import guarded
from waylight.accounts.queries import staff_names
from waylight.audit import urls as audit

from . import views

urlpatterns = [
    path("staff/", views.entrance, name="staff"),
    path("staff/", include("waylight.accounts.urls")),
    path("staff/audit/", include(audit.addresses(guarded, staff_names))),
    path("staff/work/", include("waylight.work.urls")),
    path("staff/contact-routes/", include("waylight.guidance.staff_urls")),
    path("staff/training/", include("waylight.learning.staff_urls")),
    path("staff/learning/", include("waylight.learning.desk_urls")),
    path("hub/children/", include("waylight.casework.urls")),
    path("hub/plan/", include("waylight.plan.urls")),
    path("hub/pathways/", include("waylight.pathways.urls")),
    path("hub/disruption/", include("waylight.disruption.urls")),
    path("hub/asked/", include("waylight.referral.urls")),
    path("hub/meetings/", include("waylight.meetings.urls")),
    path("hub/licences/", include("waylight.disruption.licence_urls")),
    path("hub/known/", include("waylight.intelligence.urls")),
    path("hub/reports/", include("waylight.dissemination.urls")),
    path("hub/", include("waylight.triage.urls")),
    path("theme/", views.theme, name="theme"),
    path("healthz", views.alive, name="alive"),
]
handler400 = "waylight.site.views.too_much"
handler404 = "waylight.site.views.not_found"
handler500 = "waylight.site.views.broken"
