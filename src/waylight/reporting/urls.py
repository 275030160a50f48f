"""Addresses of this room. The addresses of the form name nothing but a step."""

from django.urls import include, path

from . import send_views, step_views, views

urlpatterns = [
    path("", views.home, name="home"),
    path("a/<slug:slug>/", views.home, name="area-home"),
    path("report/", views.gate, name="report"),
    path("report/now/", views.danger, name="report-danger"),
    path("report/me/", step_views.me, name="report-me"),
    path("report/check/", send_views.check, name="report-check"),
    path("report/done/", send_views.done, name="report-done"),
    path("report/forget/", send_views.forget, name="report-forget"),
    path("report/<slug:step>/", step_views.step, name="report-step"),
    path("", include("waylight.reporting.receipt_urls")),
]
