"""Addresses of the hub."""

from django.urls import path

from .views import contact, desk, drafts, inbox, streams  # noqa: F401  # drafts registers by being imported

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("search/", inbox.search, name="search"),
    path("enter/", desk.enter, name="enter"),
    path("handover/", desk.handover, name="handover"),
    path("handover/give/", desk.hand_over_all, name="hand-over-all"),
    path("transfers/", desk.transfers, name="transfers"),
    path("pages/", desk.pages, name="pages"),
    path("rota/", desk.rota, name="rota"),
    path("conflict/<uuid:pk>/", desk.conflict, name="conflict"),
    path("streams/", inbox.streams, name="streams"),
    path("stream/<uuid:pk>/", streams.stream, name="stream"),
    path("stream/<uuid:pk>/<slug:name>/", streams.act, name="stream-act"),
    path("concern/<uuid:pk>/", contact.contact, name="contact"),
    path("concern/<uuid:pk>/identity/", contact.identity, name="identity"),
    path("concern/<uuid:pk>/earlier/", contact.earlier, name="earlier"),
    path("concern/<uuid:pk>/looking/", contact.looking, name="looking"),
    path("concern/<uuid:pk>/do/<slug:name>/", contact.act, name="contact-act"),
]
