"""What a first visit to a page brings over the line, gzipped: the page, each style sheet, script and picture
that it names, and what those scripts import. Also used by the test that holds lessons to it."""

import gzip
import re
from os.path import normpath
from pathlib import Path

NAMED = re.compile(r'(?:href|src)="/static/([^"]+)"')
IMPORTED = re.compile(r'from "(\.[^"]+)"')


def weights(content: bytes) -> list[float]:
    """Kilobytes: the page first, then each file that it needs. Raises LookupError."""
    from django.contrib.staticfiles import finders

    needed = [re.sub(r"\.[0-9a-f]{12}(\.\w+)$", r"\1", name) for name in NAMED.findall(content.decode())]
    found = {"": kilobytes(content)}
    for name in needed:
        if name in found:
            continue
        path = finders.find(name)
        if not path:
            raise LookupError(name)
        file = Path(str(path))
        found[name] = kilobytes(file.read_bytes())
        if file.suffix == ".js":
            needed += [normpath(Path(name).parent / each) for each in IMPORTED.findall(file.read_text())]
    return list(found.values())


def kilobytes(content: bytes) -> float:
    return len(gzip.compress(content, 6)) / 1000
