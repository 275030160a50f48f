"""The concerns API for partner organisations."""

from ninja import NinjaAPI

api = NinjaAPI(title="Waylight concerns", version="1", docs_url=None, urls_namespace="api")
