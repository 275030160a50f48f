"""Every printed output of the small course, read back: what a screen reader is told."""

from dataclasses import replace

import pytest

from waylight.learning.library import Library
from waylight.learning.outputs.catalogue import PDF, chosen, outputs
from waylight.learning.outputs.edition import Edition
from waylight.learning.outputs.pdf import TooLong
from waylight.learning.outputs.pieces import printed_piece

from .paper import Paper

PRINTED = (
    "steps-leaflet",
    "steps-poster",
    "steps-guide",
    "steps-check",
    "steps-deck-notes",
    "harbour-easy-read",
    "scenario-late-ferry",
    "harbour-questions",
    "harbour-answers",
    "harbour-book",
    "harbour-sign-in",
)


def paper(name: str, edition: Edition) -> Paper:
    (output,) = chosen([name])
    return Paper(output.make(edition))


def test_these_are_all_that_is_printed(harbour: Library) -> None:
    """But the certificate, which has a test of its own."""
    printed = {output.name for output in outputs() if output.suffix == PDF}
    assert printed - set(PRINTED) == {"harbour-certificate"}
    assert set(PRINTED) <= printed


@pytest.mark.parametrize("name", PRINTED)
def test_what_a_screen_reader_is_told(harbour: Library, english: Edition, name: str) -> None:
    found = paper(name, english)
    it_says_what_it_is(found)
    headings_begin_with_the_title_and_jump_no_level(found)
    pictures_have_words_and_tables_headings(found, tables=name in ("steps-check", "harbour-sign-in"))
    its_version_is_on_it(found, harbour.course("harbour").version_id)


def it_says_what_it_is(found: Paper) -> None:
    assert found.claim == "1"
    assert found.tagged
    assert found.language == "en"
    assert found.direction == "/L2R"
    assert "Merrowdale MASH" in found.title


def headings_begin_with_the_title_and_jump_no_level(found: Paper) -> None:
    levels = [level for level, _ in found.headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))


def pictures_have_words_and_tables_headings(found: Paper, tables: bool) -> None:
    assert all(tag.alt for tag in found.tags if tag.kind == "Figure")
    count = sum(tag.kind == "Table" for tag in found.tags)
    assert (count > 0) == tables
    assert sum(tag.kind == "TH" for tag in found.tags) >= 4 * count


def its_version_is_on_it(found: Paper, version: str) -> None:
    assert found.keywords == f"harbour {version}"
    assert f"Version harbour {version}. Merrowdale Council." in found.text
    for page in found.pages:
        assert len(page.replace(version, "").split()) > 5, "an empty page"


@pytest.mark.parametrize("name", PRINTED)
def test_what_nobody_has_checked_says_so(harbour: Library, english: Edition, name: str) -> None:
    said = "Not yet checked by a safeguarding lead."
    assert said in " ".join(paper(name, english).text.split())
    for lesson in harbour.lessons:
        object.__setattr__(lesson, "reviewed_on", english.on)
    assert said not in " ".join(paper(name, english).text.split())


def test_words_are_read_in_the_order_in_which_they_stand(harbour: Library, english: Edition) -> None:
    text = paper("steps-guide", english).text
    order = [
        "Merrowdale MASH",
        "A guide for the ferry",
        "One sign may mean nothing.",
        "If a child is in danger now, call 999.",
        "At the steps",
        "A child alone on the last ferry.",
        "On board",
        "Write down what you saw.",
        "An example. The people in it are made up.",
        "Ada sells tickets in Saltby.",
        "Whom to tell",
        "Tell Merrowdale MASH (01632 960 140)",
        "Who to call",
        "Scan to tell us",
        "Numbers checked on 20 November 2026.",
    ]
    places = [text.find(words) for words in order]
    assert -1 not in places, order[places.index(-1)]
    assert places == sorted(places)


def test_a_heading_in_a_titled_section_stands_below_its_title(harbour: Library, english: Edition) -> None:
    headings = [(level, words) for level, words in paper("steps-guide", english).headings]
    assert headings[:4] == [
        (1, "A guide for the ferry"),
        (2, "What you may see"),
        (3, "At the steps"),
        (4, "On board"),
    ]


def test_the_code_to_scan_says_where_it_leads(harbour: Library, english: Edition) -> None:
    (figure,) = [tag for tag in paper("steps-leaflet", english).tags if tag.kind == "Figure"]
    assert figure.alt == "Code to scan. It opens report.merrowdale.example."


def test_easy_read_has_a_picture_beside_each_idea(harbour: Library, english: Edition) -> None:
    alts = [tag.alt for tag in paper("harbour-easy-read", english).tags if tag.kind == "Figure"]
    assert alts == ["A telephone", "A telephone", "Code to scan. It opens report.merrowdale.example."]


def test_a_link_to_a_page_of_ours_leads_to_the_site(harbour: Library, english: Edition) -> None:
    found = paper("steps-guide", english)
    links = {
        str(note.A.URI)
        for page in found.pdf.pages
        for note in page.get("/Annots", [])
        if "/URI" in note.get("/A", {})
    }
    assert "https://report.merrowdale.example/who-to-call/" in links
    assert "tel:999" in links


def test_a_page_of_ours_is_named_so_that_it_can_be_typed(harbour: Library, english: Edition) -> None:
    assert "See the numbers (report.merrowdale.example/who-to-call)." in paper("steps-guide", english).text


@pytest.mark.parametrize("times", [3, 6])
def test_a_folded_leaflet_says_on_its_back_whom_to_call(
    harbour: Library, english: Edition, times: int
) -> None:
    """And where its words leave a side free, that is to write on."""
    piece = harbour.piece("steps-leaflet")
    pages = Paper(printed_piece(replace(piece, sections=piece.sections * times), english)).pages
    assert len(pages) == 4
    assert pages[3].startswith("Who to call")
    assert ("Write it down, when it is safe" in pages[2]) == (times == 3)
    assert ("What you may notice" in pages[2]) == (times == 6)


def test_a_leaflet_that_needs_more_than_four_sides_is_refused(harbour: Library, english: Edition) -> None:
    piece = harbour.piece("steps-leaflet")
    with pytest.raises(TooLong, match="more pages"):
        printed_piece(replace(piece, sections=piece.sections * 14), english)


def test_the_facilitator_has_a_row_for_each_slide_but_the_first_and_the_last(
    harbour: Library, english: Edition
) -> None:
    found = paper("steps-deck-notes", english)
    assert [words for level, words in found.headings if level == 2] == [
        "In danger now",
        "What you may notice",
        "A child is alone on the last ferry. What do you do?",
        "The late ferry",
        "Who to call",
    ]
    assert "About 20 minutes." in found.text
    assert "One minute. Say it first. Then wait." in found.text
