"""Addresses of children's records."""

from django.urls import path

from .views import assessing, desk, drafts, keep, record  # noqa: F401  # drafts registers by being imported

urlpatterns = [
    path("", desk.children, name="children"),
    path("due/", desk.due, name="due"),
    path("due/seen/", desk.seen, name="due-seen"),
    path("begun/<uuid:pk>/away/", desk.let_go, name="child-let-go"),
    path("find/", desk.find, name="child-find"),
    path("arrived/<uuid:pk>/", desk.arrival, name="child-arrival"),
    path("arrived/<uuid:pk>/back/", desk.send_back, name="child-send-back"),
    path("arrived/<uuid:pk>/join/<uuid:child>/", desk.join, name="child-join"),
    path("glass/<uuid:pk>/", record.glass, name="child-glass"),
    path("due/<uuid:pk>/<slug:name>/", record.due, name="child-due"),
    path("end/<slug:what>/<uuid:pk>/", record.end, name="child-end"),
    path("conflict/<uuid:pk>/", keep.conflict, name="child-conflict"),
    path("assessment/<uuid:pk>/", assessing.assessment, name="assessment"),
    path("assessment/<uuid:pk>/do/<slug:name>/", assessing.act, name="assessment-act"),
    path("assessment/<uuid:pk>/part/<slug:domain>/", assessing.part, name="assessment-part"),
    path("entry/<uuid:pk>/", assessing.entry, name="assessment-entry"),
    path("<uuid:pk>/assessment/begin/", assessing.begin, name="assessment-begin"),
    path("draft/<slug:room>/<uuid:pk>/<slug:name>/", keep.keep_slot, name="draft-keep"),
    path("draft/<slug:room>/<uuid:pk>/<slug:name>/away/", keep.throw_slot_away, name="draft-throw-away"),
    path("<uuid:pk>/", record.child, name="child"),
    path("<uuid:pk>/chronology/", record.chronology, name="child-chronology"),
    path("<uuid:pk>/chronology/print/", record.to_print, name="child-print"),
    path("<uuid:pk>/do/<slug:name>/", record.act, name="child-act"),
    path("<uuid:pk>/keep/<slug:form>/", keep.keep, name="child-keep"),
    path("<uuid:pk>/keep/<slug:form>/away/", keep.throw_away, name="child-throw-away"),
]
