"""Addresses of this room that anybody may read. `/learn/practice/` is reporting's: its form, sent nowhere."""

from django.urls import path

from .views import public, public_check, public_lesson, public_offline, public_present, public_scenario

urlpatterns = [
    path("", public.index, name="learn"),
    path("worker.js", public_offline.worker, name="learn-worker"),
    path("offline/", public_offline.offline, name="learn-offline"),
    path("noted/", public_offline.noted, name="learn-noted"),
    path("forget/", public.forget_me, name="learn-forget"),
    path("<slug:course>/", public.course, name="learn-course"),
    path("<slug:course>/kept.json", public_offline.kept, name="learn-kept"),
    path("<slug:course>/check/", public_check.check, name="learn-check"),
    path("<slug:course>/questions/", public_check.questions, name="learn-questions"),
    path("<slug:course>/present/", public_present.present, name="learn-present"),
    path("<slug:course>/book/", public_present.book, name="learn-book"),
    path("<slug:course>/try/<slug:scenario>/", public_scenario.scenario, name="learn-scenario"),
    path("<slug:course>/try/<slug:scenario>/paper/", public_scenario.paper, name="learn-scenario-paper"),
    path("<slug:course>/<slug:slug>/", public_lesson.lesson, name="learn-lesson"),
    path("<slug:course>/<slug:slug>/easy/", public_lesson.lesson, {"easy": True}, name="learn-easy"),
]
