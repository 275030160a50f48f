"""Addresses of the training records for the staff, under staff/training/."""

from django.urls import path

from .views.records import firms, listing, person, post, rooms, roster, rules

urlpatterns = [
    path("", listing.training, name="training"),
    path("find/", listing.find, name="training-find"),
    path("lapsed/", listing.lapsed, name="training-lapsed"),
    path("lapsed/file/", listing.lapsed_file, name="training-lapsed-file"),
    path("counts/", listing.counts, name="training-counts"),
    path("missed/", listing.missed, name="training-missed"),
    path("person/<uuid:pk>/", person.person, name="training-person"),
    path("person/<uuid:pk>/code/", person.code, name="training-code"),
    path("person/<uuid:pk>/do/<slug:name>/", person.act, name="training-act"),
    path("roster/", roster.roster, name="training-roster"),
    path("roster/<uuid:pk>/", roster.preview, name="training-roster-preview"),
    path("roster/<uuid:pk>/settle/", roster.settle, name="training-roster-settle"),
    path("roster/results/", roster.results, name="training-results"),
    path("roster/codes/", roster.codes, name="training-codes"),
    path("rules/", rules.rules, name="training-rules"),
    path("rules/rule/", rules.rule, name="training-rule"),
    path("rules/demand/", rules.demand, name="training-demand"),
    path("rules/demand/<int:pk>/withdraw/", rules.withdraw, name="training-demand-withdraw"),
    path("rooms/", rooms.rooms, name="training-rooms"),
    path("rooms/<uuid:pk>/", rooms.room, name="training-room"),
    path("rooms/<uuid:pk>/sign/", rooms.sign, name="training-room-sign"),
    path("rooms/<uuid:pk>/read-back/", rooms.read_back, name="training-room-read-back"),
    path("rooms/<uuid:pk>/correct/", rooms.correct, name="training-room-correct"),
    path("rooms/<uuid:pk>/change/", rooms.change, name="training-room-change"),
    path("rooms/<uuid:pk>/strike/", rooms.strike, name="training-room-strike"),
    path("rooms/<uuid:pk>/close/", rooms.close, name="training-room-close"),
    path("rooms/<uuid:pk>/paper/", rooms.paper, name="training-room-paper"),
    path("letters/", post.letters, name="training-letters"),
    path("letters/print/", post.print_letters, name="training-letters-print"),
    path("letters/posted/", post.posted, name="training-letters-posted"),
    path("letters/bounced/", post.bounced, name="training-bounced"),
    path("letters/unsure/<uuid:pk>/", post.unsure, name="training-unsure"),
    path("firms/", firms.firms, name="training-firms"),
    path("firms/seats/<uuid:pk>/end/", firms.end_seat, name="training-seat-end"),
    path("passes/", firms.passes, name="training-passes"),
]
