"""Addresses of the receipt's pages. None of them ever holds a receipt."""

from django.urls import path

from . import receipt_views

urlpatterns = [
    path("receipt/", receipt_views.entry, name="receipt"),
    path("receipt/follow/", receipt_views.follow_page, name="receipt-follow"),
    path("receipt/close/", receipt_views.close, name="receipt-close"),
    path("receipt/lost/", receipt_views.lost, name="receipt-lost"),
]
