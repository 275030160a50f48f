"""The texts of a concern in which mentions are looked for, each by the name of its part.

Fields of one vehicle or place stand in one line, so that a mark is read beside its colour. What a form asks
of a person besides the name is told in the words too, and twice told would be two people.
"""

from collections.abc import Iterator

from waylight.triage.answers import Answers, entries, text, texts

WORDS = "words"
LONGEST = 20_000
"""Characters of one part that are looked through."""
_VEHICLE = ("colour", "make", "model", "mark", "words")
_WHERE = ("name", "landmark", "address", "words", "postcode")
_PERSON = ("name", "words", "features")


def parts_of(answers: Answers) -> dict[str, str]:
    """Every part that holds words, the reporter's own first. `LONGEST` characters of each at the most."""
    return {name: said[:LONGEST] for name, said in _parts(answers) if said}


def _parts(answers: Answers) -> Iterator[tuple[str, str]]:
    yield WORDS, text(answers, "words")
    yield "how_words", text(answers, "how_words")
    yield "when", text(answers, "when", "words")
    where = (text(answers, "where", key) for key in _WHERE)
    yield "where", ", ".join(said for said in where if said)
    for key, fields in (("vehicles", _VEHICLE), ("people", _PERSON)):
        for number, entry in enumerate(entries(answers, key)):
            yield f"{key}.{number}", ", ".join(said for name in fields if (said := text(entry, name)))
    yield "phones", "\n".join(texts(answers, "phones"))
    yield "caller", text(answers, "source", "caller_words")


def roles_of(answers: Answers) -> dict[str, str]:
    """Of each person in the form, whether a child or an adult was told of, by the name of its part."""
    told = {f"people.{n}": text(entry, "kind") for n, entry in enumerate(entries(answers, "people"))}
    return {part: kind for part, kind in told.items() if kind in ("child", "adult")}
