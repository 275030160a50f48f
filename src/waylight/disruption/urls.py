"""Addresses of places and people of concern."""

from django.urls import path

from .views import drafts, units  # noqa: F401  # drafts registers by being imported

urlpatterns = [
    path("", units.units, name="units"),
    path("measures/", units.measures, name="measures"),
    path("open/", units.open_one, name="unit-open"),
    path("handed/<uuid:pk>/", units.handed, name="unit-handed"),
    path("measure/<uuid:pk>/", units.measure, name="measure"),
    path("measure/<uuid:pk>/notice.pdf", units.notice, name="measure-notice"),
    path(
        "measure/<uuid:pk>/notice-as-served.pdf",
        units.notice,
        {"as_served": True},
        name="measure-notice-served",
    ),
    path("hotel-request/<uuid:pk>/", units.hotel_request, name="hotel-request"),
    path("measure/<uuid:pk>/do/<slug:name>/", units.measure_act, name="measure-act"),
    path("<uuid:pk>/", units.unit, name="unit"),
    path("<uuid:pk>/do/<slug:name>/", units.unit_act, name="unit-act"),
]
