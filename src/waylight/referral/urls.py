"""Addresses of what is asked, discussed and enquired about a child."""

from django.urls import path

from .views import desk, drafts, handing, papers, referrals, team, transfers  # noqa: F401  # drafts registers by being imported

urlpatterns = [
    path("", desk.asked, name="asked"),
    path("check/<uuid:pk>/", desk.check, name="check"),
    path("check/<uuid:pk>/item/", desk.add_item, name="check-item"),
    path("check/<uuid:pk>/send/", desk.send, name="check-send"),
    path("item/<uuid:pk>/out/", desk.take_out, name="check-item-out"),
    path("agencies/", desk.seats, name="seats"),
    path("agencies/<uuid:pk>/end/", desk.end_seat, name="seat-end"),
    path("child/<uuid:pk>/checks/", team.checks, name="child-checks"),
    path("child/<uuid:pk>/checks.pdf", papers.answers, name="child-checks-pdf"),
    path("child/<uuid:pk>/discussions/", team.discussions, name="child-discussions"),
    path("child/<uuid:pk>/referrals/", referrals.referrals, name="child-referrals"),
    path("referral/<uuid:pk>/", referrals.referral, name="referral"),
    path("referral/<uuid:pk>/do/<slug:name>/", referrals.act, name="referral-act"),
    path("referral/<uuid:pk>/link/", handing.begin, name="link-begin"),
    path("link/<uuid:pk>/", handing.link, name="link-referral"),
    path("link/<uuid:pk>/given.<slug:kind>", papers.link, name="link-take"),
    path("link/<uuid:pk>/do/<slug:name>/", handing.act, name="link-act"),
    path("referral/<uuid:pk>/<slug:copy>.<slug:kind>", referrals.take, name="referral-take"),
    path("child/<uuid:pk>/transfer/", transfers.child_transfer, name="child-transfer"),
    path("records/", transfers.offered, name="offered-records"),
    path("records/<uuid:pk>/", transfers.of_due, name="transfer-due"),
    path("records/<uuid:pk>/offered/", transfers.of_offer, name="offered-record"),
    path("records/<uuid:pk>/declined/", transfers.after_decline, name="transfer-declined"),
    path("records/<uuid:pk>/take/", transfers.take, name="transfer-take"),
    path("records/<uuid:pk>/back/", transfers.take_back, name="transfer-back"),
    path("discussion/<uuid:pk>/", team.discussion, name="discussion"),
    path("discussion/<uuid:pk>/discussion.pdf", papers.discussion, name="discussion-pdf"),
    path("evidence/<uuid:pk>/", team.evidence, name="evidence"),
    path("enquiry/<uuid:pk>/", team.enquiry, name="enquiry"),
    path("do/<slug:what>/<uuid:pk>/<slug:name>/", team.act, name="asked-act"),
]
