"""All that the public plane answers."""

from django.urls import include, path

from waylight.reporting.api import api

from . import views

urlpatterns = [
    path("", include("waylight.reporting.urls")),
    path("", include("waylight.reporting.receipt_urls")),
    path("", include("waylight.handover.urls")),
    path("", include("waylight.guidance.urls")),
    path("learn/practice/", include("waylight.reporting.practice_urls")),
    path("learn/", include("waylight.learning.learner_urls")),
    path("learn/", include("waylight.learning.urls")),
    path("certificates/", include("waylight.learning.certificate_urls")),
    path("api/v1/", api.urls),
    path("theme/", views.theme, name="theme"),
    path("healthz", views.alive, name="alive"),
]
handler400 = "waylight.site.views.too_much"
handler404 = "waylight.site.views.not_found"
handler500 = "waylight.site.views.broken"
