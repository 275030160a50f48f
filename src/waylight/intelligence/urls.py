"""Addresses of what is known."""

from django.urls import path

from .views import alerts, entities, mentions, searching

urlpatterns = [
    path("", searching.known, name="known"),
    path("patterns/", alerts.alerts, name="alerts"),
    path("pattern/<uuid:pk>/", alerts.alert, name="alert"),
    path("entity/<uuid:pk>/", entities.entity, name="entity"),
    path("link/<uuid:pk>/", entities.link, name="link"),
    path("link/<uuid:pk>/back/", entities.take_back, name="link-take-back"),
    path("mention/<uuid:pk>/correct/", mentions.correct, name="mention-correct"),
    path("mention/<uuid:pk>/<slug:verdict>/", mentions.judge, name="mention-judge"),
]
