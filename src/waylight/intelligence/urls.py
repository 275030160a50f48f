"""Addresses of what is known."""

from django.urls import path

from .views import alerts, elsewhere, entities, following, mentions, searching

urlpatterns = [
    path("", searching.known, name="known"),
    path("search/keep/", following.keep, name="search-keep"),
    path("search/<uuid:pk>/", searching.run_again, name="search-again"),
    path("search/<uuid:pk>/forget/", following.forget, name="search-forget"),
    path("notice/<uuid:pk>/done/", following.notice_done, name="notice-done"),
    path("entity/<uuid:pk>/watch/", following.watch, name="entity-watch"),
    path("entity/<uuid:pk>/elsewhere/", elsewhere.ask, name="entity-elsewhere"),
    path("elsewhere/<uuid:pk>/seen/", elsewhere.seen, name="elsewhere-seen"),
    path("watch/<uuid:pk>/end/", following.end_watch, name="watch-end"),
    path("patterns/", alerts.alerts, name="alerts"),
    path("pattern/<uuid:pk>/", alerts.alert, name="alert"),
    path("entity/<uuid:pk>/", entities.entity, name="entity"),
    path("entity/<uuid:pk>/chart/", entities.chart, name="entity-chart"),
    path("link/<uuid:pk>/", entities.link, name="link"),
    path("link/<uuid:pk>/back/", entities.take_back, name="link-take-back"),
    path("mention/<uuid:pk>/correct/", mentions.correct, name="mention-correct"),
    path("mention/<uuid:pk>/<slug:verdict>/", mentions.judge, name="mention-judge"),
]
