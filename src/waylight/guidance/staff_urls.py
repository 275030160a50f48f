"""Addresses of this room for the staff, under staff/contact-routes/."""

from django.urls import path

from . import staff_views

urlpatterns = [
    path("", staff_views.routes, name="contact-routes"),
    path("<int:pk>/", staff_views.route, name="contact-route"),
    path("<int:pk>/checks/<int:check>/confirm/", staff_views.confirm, name="contact-route-confirm"),
    path("<int:pk>/checks/<int:check>/reject/", staff_views.reject, name="contact-route-reject"),
]
