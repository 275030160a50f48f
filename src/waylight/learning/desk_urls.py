"""Addresses of the desk that answers requests for other formats and looks after shared devices; under
staff/learning/."""

from django.urls import path

from .views import asking_desk

urlpatterns = [
    path("requests/", asking_desk.requests, name="format-requests"),
    path("requests/<uuid:pk>/", asking_desk.one_request, name="format-request"),
    path("requests/<uuid:pk>/met/", asking_desk.meet, name="format-request-met"),
    path("requests/<uuid:pk>/declined/", asking_desk.decline, name="format-request-declined"),
    path("devices/", asking_desk.devices, name="shared-devices"),
    path("devices/<uuid:pk>/close/", asking_desk.end_device, name="shared-device-close"),
]
