"""Static files under hashed names, so that they can be cached for ever."""

from typing import Any

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class HashedStaticFiles(ManifestStaticFilesStorage):
    """Without a manifest (tests, before set-up) the plain name is used instead of failing the page."""

    manifest_strict = False

    def hashed_name(self, name: str, content: Any = None, filename: str | None = None) -> str:
        known = content is not None or self.exists(filename or name)
        return super().hashed_name(name, content, filename) if known else name
