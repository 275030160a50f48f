"""Where words stand in the picture of a page, cut out so that two pages can be compared."""

import io
from dataclasses import dataclass

import numpy as np
import pypdf
from PIL import Image

DOTS = 288
"""An inch: four to the point."""
_SCALE = DOTS / 72


@dataclass(frozen=True)
class Page:
    """A page as a file and as a picture at `DOTS`."""

    file: bytes
    number: int
    picture: bytes

    @property
    def pieces(self) -> list[tuple[str, float, float, float]]:
        """Each piece of text as it is drawn: words, left end, baseline and size in points."""
        found: list[tuple[str, float, float, float]] = []

        def visit(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
            place = (tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5])
            found.append((text.replace("\u00a0", " ").strip(), *place, size))

        self._read.extract_text(visitor_text=visit)
        return found

    def place(self, words: str) -> tuple[float, float, float]:
        """Left end, baseline and size of the first piece that is these words. Raises LookupError."""
        for text, *place in self.pieces:
            if text == words:
                return place[0], place[1], place[2]
        raise LookupError(words)

    def ink(self, words: str, width: float) -> np.ndarray:
        """The letters of the words, `width` ems wide, as ink (True) without the white around them."""
        left, baseline, size = self.place(words)
        height = float(self._read.mediabox.height)
        dark = np.asarray(Image.open(io.BytesIO(self.picture)).convert("L")) < 150
        rows = slice(_dots(height - baseline - size), _dots(height - baseline + size * 0.3))
        area = dark[rows, _dots(left - size * 0.02) : _dots(left + width * size)]
        filled_rows, filled_columns = (np.flatnonzero(area.any(axis=axis)) for axis in (1, 0))
        return area[filled_rows[0] : filled_rows[-1] + 1, filled_columns[0] : filled_columns[-1] + 1]

    @property
    def _read(self) -> pypdf.PageObject:
        return pypdf.PdfReader(io.BytesIO(self.file)).pages[self.number]


def _dots(points: float) -> int:
    return max(0, round(points * _SCALE))


def difference(one: np.ndarray, other: np.ndarray) -> float:
    """The share of dots that differ once both are the same size, 0 to 1."""
    height, width = 60, 600
    scaled = [
        np.asarray(Image.fromarray(each.astype(np.uint8) * 255).resize((width, height))) > 127
        for each in (one, other)
    ]
    return float((scaled[0] != scaled[1]).mean())
