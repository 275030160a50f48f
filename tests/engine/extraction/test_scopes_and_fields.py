"""What is denied, guessed or heard is marked; a form's fields are read apart from the text."""

import pytest
from tests.engine.extraction.area import RECEIVED, extractor, found


@pytest.mark.parametrize(
    ("text", "attribute", "kind"),
    [
        ("It was not a white Transit", "negated", "vehicle"),
        ("there was no man with a beard", "negated", "person"),
        ("it might be a blue Focus", "hedged", "vehicle"),
        ("I heard a man with a neck tattoo lives there", "hearsay", "person"),
        ("apparently she goes to Beacon Park", "hearsay", "place"),
        ("her friend told me he drives a red Corsa", "hearsay", "vehicle"),
    ],
)
def test_a_word_reaches_what_follows(text: str, attribute: str, kind: str) -> None:
    (mention,) = [m for m in found(text) if m.kind == kind]
    assert mention.attributes[attribute] is True


@pytest.mark.parametrize(
    "text", ["I did not sleep. A white Transit came", "He was not there but a white Transit came"]
)
def test_its_reach_ends_with_the_clause(text: str) -> None:
    (mention,) = [m for m in found(text) if m.kind == "vehicle"]
    assert "negated" not in mention.attributes


def test_fields_name_their_source_and_count_for_themselves() -> None:
    fields = {"vehicles": ["grey Astra", "KV00 BDY"], "phones": ["07700 900123"]}
    mentions = extractor().extract("two lads", received_at=RECEIVED, structured=fields)
    assert [(m.source, m.start, m.text) for m in mentions] == [
        ("text", 0, "two lads"),
        ("structured:vehicles", 0, "grey Astra"),
        ("structured:vehicles", 0, "KV00 BDY"),
        ("structured:phones", 0, "07700 900123"),
    ]


def test_the_reporters_own_number_is_known_as_theirs() -> None:
    owned, other = found("ring me on 07700 900123, his is 07700 900456")
    assert owned.attributes == {"owner": "reporter"}
    assert "owner" not in other.attributes


def test_no_attribute_speaks_of_origin() -> None:
    (person,) = found("an Asian man about 30")
    assert set(person.attributes) == {"role", "named", "sex", "age_min", "age_max"}
