"""Addresses of pathways."""

from django.urls import path

from .views import court, extracts, missing, trafficking

urlpatterns = [
    path("child/<uuid:pk>/missing/", missing.episodes, name="child-missing"),
    path("child/<uuid:pk>/missing/do/<slug:name>/", missing.child_act, name="child-missing-act"),
    path("missing/", missing.figures, name="missing-figures"),
    path("missing/<uuid:pk>/", missing.episode, name="missing-episode"),
    path("missing/<uuid:pk>/do/<slug:name>/", missing.act, name="missing-episode-act"),
    path("child/<uuid:pk>/trafficking/", trafficking.of_child, name="child-trafficking"),
    path("child/<uuid:pk>/trafficking/do/<slug:name>/", trafficking.child_act, name="child-trafficking-act"),
    path("trafficking/<uuid:pk>/", trafficking.referral, name="trafficking"),
    path("trafficking/<uuid:pk>/do/<slug:name>/", trafficking.act, name="trafficking-act"),
    path("trafficking/<uuid:pk>/as/<slug:form>/", trafficking.take_away, name="trafficking-file"),
    path("child/<uuid:pk>/court/", court.show, {"place": "child-court"}, name="child-court"),
    path(
        "child/<uuid:pk>/court/do/<slug:name>/", court.act, {"place": "child-court"}, name="child-court-act"
    ),
    path("court/<uuid:pk>/", court.show, {"place": "court-case"}, name="court-case"),
    path("court/<uuid:pk>/do/<slug:name>/", court.act, {"place": "court-case"}, name="court-case-act"),
    path("hearing/<uuid:pk>/", court.show, {"place": "court-hearing"}, name="court-hearing"),
    path(
        "hearing/<uuid:pk>/do/<slug:name>/", court.act, {"place": "court-hearing"}, name="court-hearing-act"
    ),
    path("word/<uuid:pk>/", court.show, {"place": "court-word"}, name="court-word"),
    path("word/<uuid:pk>/do/<slug:name>/", court.act, {"place": "court-word"}, name="court-word-act"),
    path("extracts/", extracts.extracts, name="extracts"),
    path("extracts/<uuid:pk>/take/", extracts.take, name="extract-take"),
]
