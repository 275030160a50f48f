"""Addresses of licensing."""

from django.urls import path

from .views import licences

urlpatterns = [
    path("", licences.listed, name="licences"),
    path("begin/", licences.begin, name="licence-begin"),
    path("enquiries/<uuid:pk>/", licences.enquiry, name="licence-enquiry"),
    path("enquiries/<uuid:pk>/hand/", licences.enquiry_hand, name="licence-enquiry-hand"),
    path("<uuid:pk>/", licences.licence, name="licence"),
    path("<uuid:pk>/hand/", licences.hand, name="licence-hand"),
    path("<uuid:pk>/do/<slug:name>/", licences.licence_act, name="licence-act"),
    path("<uuid:pk>/letter/<slug:kind>/", licences.letter, name="licence-letter"),
]
