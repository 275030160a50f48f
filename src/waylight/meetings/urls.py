"""Addresses of meetings."""

from django.urls import path

from .views import desk, drafts, papers, things  # noqa: F401  # drafts registers by being imported

urlpatterns = [
    path("", desk.meetings, name="meetings"),
    path("call/", desk.call, name="meeting-call"),
    path("item/<uuid:pk>/", things.item, name="meeting-item"),
    path("item/<uuid:pk>/do/<slug:name>/", things.item_act, name="meeting-item-act"),
    path("conflict/<uuid:pk>/end/", things.end_conflict, name="meeting-conflict-end"),
    path("action/<uuid:pk>/", things.action, name="meeting-action"),
    path("brief/<uuid:pk>/", things.brief, name="meeting-brief"),
    path("child/<uuid:pk>/", things.of_child, name="child-meetings"),
    path("<uuid:pk>/", desk.meeting, name="meeting"),
    path("<uuid:pk>/owed/", desk.owed, name="meeting-owed"),
    path("<uuid:pk>/take/", desk.take, name="meeting-take"),
    path("<uuid:pk>/do/<slug:name>/", desk.act, name="meeting-act"),
    path("<uuid:pk>/<slug:which>/", papers.paper, name="meeting-paper"),
    path("<uuid:pk>/<slug:which>/pdf/", papers.paper_pdf, name="meeting-paper-pdf"),
    path("<uuid:pk>/<slug:what>/<uuid:key>/<slug:name>/", desk.propose, name="meeting-propose"),
]
