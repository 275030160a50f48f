"""Addresses of intelligence reports."""

from django.urls import path

from .views import disclosures, graders, reports, requirements

urlpatterns = [
    path("", reports.reports, name="reports"),
    path("write/", reports.write, name="report-write"),
    path("report/<uuid:pk>/", reports.report, name="report"),
    path("report/<uuid:pk>/do/<slug:name>/", reports.act, name="report-act"),
    path("item/<uuid:pk>/<slug:name>/", reports.item_act, name="report-item-act"),
    path("rests/<uuid:pk>/", reports.tell_as, name="report-told-as"),
    path("undone/<uuid:pk>/", reports.settle, name="report-settle"),
    path("met/<uuid:pk>/", reports.settle_met, name="report-settle-met"),
    path("told/", disclosures.disclosures, name="disclosures"),
    path("told/<uuid:pk>/", disclosures.disclosure, name="disclosure"),
    path("told/<uuid:pk>/export/", disclosures.export, name="disclosure-export"),
    path("told/<uuid:pk>/<slug:name>/", disclosures.act, name="disclosure-act"),
    path("word/", disclosures.owed, name="word-owed"),
    path("word/<uuid:pk>/", disclosures.told_again, name="word-told"),
    path("needed/", requirements.board, name="requirements"),
    path("needed/<uuid:pk>/", requirements.requirement, name="requirement"),
    path("needed/<uuid:pk>/close/", requirements.close, name="requirement-close"),
    path("answer/<uuid:pk>/report/", requirements.into_report, name="answer-into-report"),
    path("elsewhere/", requirements.bring_in, name="report-bring-in"),
    path("graders/", graders.graders, name="graders"),
    path("graders/<uuid:pk>/end/", graders.end, name="grader-end"),
]
