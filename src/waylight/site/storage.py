"""Static files under hashed names, so that they can be cached for ever."""

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class HashedStaticFiles(ManifestStaticFilesStorage):
    """Without a manifest (tests, before set-up) the plain name is used instead of failing the page."""

    manifest_strict = False
