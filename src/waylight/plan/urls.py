"""Addresses of plans."""

from django.urls import path

from .views import endings, pages, support

urlpatterns = [
    path("of/<uuid:pk>/", pages.plans, name="plans"),
    path("of/<uuid:pk>/begin/", pages.begin, name="plan-begin"),
    path("<uuid:pk>/", pages.plan, name="plan"),
    path("<uuid:pk>/do/<slug:name>/", pages.plan_act, name="plan-act"),
    path("part/<uuid:pk>/", pages.part, name="plan-part"),
    path("part/<uuid:pk>/do/<slug:name>/", pages.part, name="plan-part-act"),
    path("action/<uuid:pk>/", pages.action, name="plan-action"),
    path("action/<uuid:pk>/do/<slug:name>/", pages.action, name="plan-action-act"),
    path("mine/<uuid:pk>/", pages.own, name="own-action"),
    path("mine/<uuid:pk>/do/<slug:name>/", pages.own, name="own-action-act"),
    path("mine/<uuid:pk>/keep/<slug:name>/", pages.keep_own, name="own-action-keep"),
    path("mine/<uuid:pk>/keep/<slug:name>/away/", pages.throw_own_away, name="own-action-away"),
    path("support/<uuid:pk>/", support.support, name="support"),
    path("support/<uuid:pk>/do/<slug:name>/", support.support, name="support-act"),
    path("offer/<uuid:pk>/", support.offer, name="offer"),
    path("offer/<uuid:pk>/do/<slug:name>/", support.offer, name="offer-act"),
    path("sheet/<uuid:pk>/", support.sheet, name="sheet"),
    path("sheet/<uuid:pk>/do/<slug:name>/", support.sheet, name="sheet-act"),
    path("sheet/<uuid:pk>/print/", support.to_print, name="sheet-print"),
    path("sheet/<uuid:pk>/pdf/", support.as_pdf, name="sheet-pdf"),
    path("past-18/<uuid:pk>/", endings.transition, name="transition"),
    path("past-18/<uuid:pk>/do/<slug:name>/", endings.transition, name="transition-act"),
    path("ending/<uuid:pk>/", endings.ending, name="ending"),
    path("ending/<uuid:pk>/do/<slug:name>/", endings.ending, name="ending-act"),
    path("follow-up/<uuid:pk>/", endings.follow_up, name="follow-up"),
    path("follow-up/<uuid:pk>/do/<slug:name>/", endings.follow_up, name="follow-up-act"),
    path("copy/<uuid:pk>/back/", support.copy_back, name="sheet-copy-back"),
]
