"""The form in a sandbox, among the addresses of Learn."""

from django.urls import path

from . import practice_views

urlpatterns = [
    path("", practice_views.begin, name="learn-practice"),
    path("<slug:step>/", practice_views.step, name="learn-practice-step"),
]
