"""Spans count in the words as received, whatever signs they hold, and never overlap."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.extraction.area import found

from waylight.engine.extraction.normal import normal

PIECES = st.sampled_from(
    [
        *(
            "a girl about 14",
            "KV00 BDY",
            "KV00 ВDY",
            "07700 900123",
            "٠٧٧٠٠٩٠٠١٢٣",
            "“Big Kev”",
            "last night…",
        ),
        *("½", "ﬁ", "é", "e\u0301", "Mill Lane", "لڑکی", "ਕੁੜੀ", "😀", "\u200f", "ŉ", "@otter_00", "about 9"),
        *("white Transit", "—", "\n", "’s", "?", "*"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=12).map(" ".join) | st.text(max_size=60))
def test_every_span_is_the_words_it_names(text: str) -> None:
    at = 0
    for mention in found(text):
        assert mention.text == text[mention.start : mention.end] != ""
        assert mention.start >= at
        assert mention.normalised
        at = mention.end


def test_letters_of_other_alphabets_in_a_mark_are_read_as_they_look() -> None:
    (mark,) = found("reg КV00 ВDY")
    assert (mark.text, mark.normalised) == ("КV00 ВDY", "KV00BDY")


def test_signs_that_grow_keep_the_way_back() -> None:
    plain = normal("…ﬁ KV00")
    assert plain.text == "...fi KV00"
    assert plain.span(plain.text.index("KV00"), len(plain.text)) == (3, 7)


def test_marks_of_direction_do_not_part_a_number() -> None:
    (phone,) = found("ring \u206607700\u2069 900123")
    assert phone.normalised == "+447700900123"
