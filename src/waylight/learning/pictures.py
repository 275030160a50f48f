"""The line pictures of `content/pictures/` inside a page: no further request, and there without a signal."""

from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from django.conf import settings

INK = "#3a7f92"
"""At least 4 to 1 on the page by day and by night: an image does not know the colour of the words around."""

_PLAIN = " !'()*,/:;=@~"


def address(name: str) -> str:
    """A `data:` address; empty for a picture that is not there (the content check names it)."""
    return _address(settings.CONTENT / "pictures", name)


@lru_cache(maxsize=256)
def _address(folder: Path, name: str) -> str:
    path = folder / Path(name).name
    if not path.is_file():
        return ""
    drawing = " ".join(path.read_text("utf-8").split()).replace("currentColor", INK).replace('"', "'")
    return f"data:image/svg+xml,{quote(drawing, safe=_PLAIN)}"
