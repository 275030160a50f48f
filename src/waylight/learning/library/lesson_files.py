"""`content/courses/<course>/lessons/*.md` and their easy-read twins."""

from datetime import date
from pathlib import Path

from . import markdown
from .entries import Named
from .shapes import Lesson

SENSITIVITIES = ("none", "mild")


def read_lesson(path: Path, file: str, course_id: str) -> Lesson:
    """`file`: how the path is named to an editor. Raises ContentError."""
    text = path.read_text("utf-8")
    front, tokens = markdown.parts(text, file)
    about = Named.read(front, file, offset=1)
    easy_for = about.text("easy_for", "")
    id = about.text("id", "" if easy_for else None) or f"{easy_for}-easy"
    lesson = Lesson(
        id=id,
        slug=path.stem,
        title=about.text("title"),
        minutes=about.number("minutes", 5, most=600),
        sensitivity=sensitivity_of(about),
        reading_max=about.number("reading_max", 3 if easy_for else 6, most=18),
        sources=about.names("sources"),
        reviewed_by=about.text("reviewed_by"),
        reviewed_on=_day_or_none(about, "reviewed_on"),
        review_by=about.day("review_by"),
        chapter=about.text("chapter", ""),
        blocks=markdown.blocks(text, tokens, file, id),
        course_id=course_id,
        easy_for=easy_for,
        file=file,
    )
    about.finish()
    return lesson


def sensitivity_of(about: Named) -> str:
    found = about.text("sensitivity", "none")
    if found not in SENSITIVITIES:
        raise about.error("sensitivity", f"is one of {', '.join(SENSITIVITIES)}, not {found!r}.")
    return found


def _day_or_none(about: Named, key: str) -> date | None:
    return about.day(key) if about.get(key) is not None else None
