"""One machine, both planes: the embedded default."""

from .urls_public import handler400, handler404, handler500
from .urls_public import urlpatterns as public
from .urls_staff import urlpatterns as staff

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]
urlpatterns = [*staff, *(p for p in public if getattr(p, "name", "") not in ("theme", "alive"))]
