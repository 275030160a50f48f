"""Addresses of the page that checks a certificate. They are printed on paper: none may ever change."""

from django.urls import path

from .views import certificates

urlpatterns = [
    path("", certificates.door, name="certificates"),
    path("issuer/", certificates.issuer, name="certificate-issuer"),
    path("status/<slug:name>", certificates.status_list, name="certificate-status"),
    path("<slug:code>/", certificates.check, name="certificate-check"),
    path("<slug:code>/credential.jwt", certificates.credential_jwt, name="certificate-jwt"),
    path("<slug:code>/credential.json", certificates.credential_document, name="certificate-document"),
]
