"""Addresses of whoever learns by name of their badge, of shared devices, and of asking for another format;
under learn/, before those of the courses."""

from django.urls import path

from .views import asking, learner, learner_certificate, shared_device

urlpatterns = [
    path("me/", learner.me, name="learn-me"),
    path("me/end/", learner.end, name="learn-end"),
    path("me/earlier/", learner.earlier, name="learn-earlier"),
    path("me/still-here/", learner.still_here, name="learn-still-here"),
    path("me/go-on/<slug:course>/", learner.go_on, name="learn-go-on"),
    path("me/certificate/<slug:code>.pdf", learner_certificate.own_certificate, name="learn-certificate"),
    path("device/", shared_device.device, name="learn-device"),
    path("request/", asking.request_format, name="learn-request"),
    path("request/follow/", asking.follow, name="learn-request-follow"),
]
