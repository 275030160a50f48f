"""Addresses of this room."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.overview, name="work"),
    path("<int:pk>/again/", views.again, name="work-again"),
]
