"""Outputs into a folder, with a list beside them of what they are and until when their numbers hold."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from waylight.learning.library import NoSuchContent

from .catalogue import PDF, Output
from .edition import Edition
from .fonts import FontMissing, families
from .labels import ENGLISH
from .pdf import CannotPrint, picture_of
from .sheet import is_in_language

PICTURE_DOTS = 80
"""An inch: a page of A4 is then 661 by 935."""


@dataclass(frozen=True)
class Built:
    """One output. `file` is empty for one that was not made: `why` is then a sentence, and `wrong` says
    whether somebody must mend something. It is not wrong that nothing of it is translated yet."""

    name: str
    kind: str
    version: str = ""
    file: str = ""
    size: int = 0
    sha256: str = ""
    why: str = ""
    wrong: bool = False


def build(
    outputs: Sequence[Output], edition: Edition, folder: Path, *, pictures: bool = False
) -> Iterator[Built]:
    """Make each, one after another, and at the end write `build.<language>.json`. What cannot be made does
    not stop the others. `pictures`: also a picture of the first page of each PDF. Raises FontMissing for a
    language that this machine cannot print."""
    families(edition.language)
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for output in outputs:
        built = _build(output, edition, folder)
        made.append(built)
        if pictures and built.file.endswith(f".{PDF}"):
            file = folder / built.file
            file.with_suffix(".png").write_bytes(picture_of(file, 1, PICTURE_DOTS))
        yield built
    listed = {
        "area": edition.area.slug,
        "language": edition.language,
        "address": edition.address,
        "although": edition.although,
        "outputs": [asdict(built) for built in made if built.file],
    }
    words = json.dumps(listed, ensure_ascii=False, indent=1)
    (folder / f"build.{edition.language}.json").write_text(f"{words}\n", "utf-8")


def _build(output: Output, edition: Edition, folder: Path) -> Built:
    try:
        contents = output.contents(edition)
        if edition.language != ENGLISH and not is_in_language(contents, edition.language):
            return Built(output.name, output.kind, why="none of it is in this language yet.")
        made = output.make(edition)
    except NoSuchContent as missing:
        return Built(output.name, output.kind, why=f"it names {missing}, which is not there.", wrong=True)
    except (CannotPrint, FontMissing) as problem:
        return Built(output.name, output.kind, why=str(problem), wrong=True)
    file = output.file(edition.language)
    (folder / file).write_bytes(made)
    digest = hashlib.sha256(made).hexdigest()
    return Built(output.name, output.kind, contents.version(edition.language), file, len(made), digest)
