"""Addresses of this room that anybody may read."""

from django.urls import path

from . import views

urlpatterns = [
    path("who-to-call/", views.contacts, name="contacts"),
    path("using-this-page-safely/", views.safety, name="safety"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("danger/", views.danger, name="danger"),
    path(".well-known/security.txt", views.security, name="security"),
]
