"""Addresses of what was handed over. Only the first holds a link, and leads on without it."""

from django.urls import path

from . import views

urlpatterns = [
    path("handed/", views.handed, name="handed"),
    path("handed/received/", views.received, name="handed-received"),
    path("handed/answer/", views.answered, name="handed-answer"),
    path("handed/close/", views.close, name="handed-close"),
    path("handed/<slug:text>/", views.arrive, name="handed-link"),
]
