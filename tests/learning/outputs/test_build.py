"""`waylight content build`: every output into a folder, and a list beside them of what they are."""

import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import click
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from waylight.guidance import memory
from waylight.guidance.models import ContactRoute
from waylight.learning.library import Library
from waylight.learning.outputs import fonts
from waylight.learning.outputs.building import build
from waylight.learning.outputs.catalogue import NoSuchOutput, chosen, outputs
from waylight.learning.outputs.edition import Edition
from waylight.site.cli.content import content

from .conftest import edition_in
from .paper import Paper


def test_each_output_has_a_name_of_its_own(harbour: Library) -> None:
    names = [output.name for output in outputs()]
    assert len(names) == len(set(names)) == 13


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["steps-poster"], ["steps-poster"]),
        (["guide"], ["steps-check", "steps-guide"]),
        (["poster", "scenario"], ["scenario-late-ferry", "steps-poster"]),
    ],
)
def test_outputs_are_chosen_by_name_or_kind(harbour: Library, words: list[str], names: list[str]) -> None:
    assert sorted(output.name for output in chosen(words)) == names
    assert {output.name for output in chosen(["harbour"])} == {output.name for output in chosen([])}


def test_a_word_that_means_nothing_is_answered_with_what_there_is(harbour: Library) -> None:
    with pytest.raises(NoSuchOutput, match=r"called 'postr'.*steps-poster.*kind: .*poster"):
        chosen(["postr"])


def test_the_list_beside_the_files_says_what_each_is(
    harbour: Library, english: Edition, tmp_path: Path
) -> None:
    made = list(build(chosen(["steps-leaflet", "steps-deck"]), english, tmp_path / "out"))
    assert not any(each.why for each in made)
    listed = json.loads((tmp_path / "out/build.en.json").read_text())
    assert (listed["area"], listed["language"]) == ("merrowdale", "en")
    version = harbour.course("harbour").version_id
    for each in listed["outputs"]:
        file = tmp_path / "out" / each["file"]
        assert each["version"] == f"harbour {version}"
        assert each["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "build.en.json",
        "steps-deck.en.pptx",
        "steps-leaflet.en.pdf",
    ]


def test_a_picture_of_the_first_page_where_it_is_asked_for(
    harbour: Library, english: Edition, tmp_path: Path
) -> None:
    list(build(chosen(["steps-poster", "steps-deck"]), english, tmp_path, pictures=True))
    picture = (tmp_path / "steps-poster.en.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert Image.open(io.BytesIO(picture)).size == (661, 935)
    assert len(picture) < 150_000
    assert not (tmp_path / "steps-deck.en.png").exists()


def test_what_cannot_be_made_does_not_stop_the_rest(
    harbour: Library, english: Edition, tmp_path: Path
) -> None:
    ContactRoute.objects.filter(area=english.area, code="hub").update(verified_on="2026-06-01")
    memory.forget()
    made = {
        each.name: each for each in build(chosen(["steps-leaflet", "harbour-sign-in"]), english, tmp_path)
    }
    assert made["steps-leaflet"].wrong
    assert "has lapsed" in made["steps-leaflet"].why
    assert made["harbour-sign-in"].file
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["harbour-sign-in.en.pdf"]


def test_what_is_not_translated_is_left_out_and_not_wrong(
    harbour: Library, area: Any, tmp_path: Path
) -> None:
    made = {each.name: each for each in build(outputs(), edition_in("pl", area), tmp_path)}
    assert made["steps-leaflet"].file == "steps-leaflet.pl.pdf"
    assert made["harbour-questions"].why == "none of it is in this language yet."
    assert made["harbour-certificate"].why
    assert not any(each.wrong for each in made.values())


# The verb

Run = Callable[..., Result]


@pytest.fixture
def run(harbour: Library, area: Any, tmp_path: Path) -> Run:
    def go(*words: str) -> Result:
        return CliRunner().invoke(content, ["build", "--to", str(tmp_path / "out"), *words])

    return go


def test_the_verb_prints_for_the_area_it_is_told(run: Run, tmp_path: Path) -> None:
    done = run("steps-poster", "--area", "merrowdale")
    assert done.exit_code == 0, done.output
    assert "steps-poster.en.pdf" in done.output
    assert done.output.endswith("1 made, 0 not possible.\n")
    assert json.loads((tmp_path / "out/build.en.json").read_text())["address"] == "https://merrowdale.example"


def test_a_poster_says_its_place_and_its_code_brings_it(run: Run, tmp_path: Path, english: Edition) -> None:
    done = run("steps-poster", "--place", "Tern Hotel", "--place", "Saltby rank & café")
    assert done.exit_code == 0, done.output
    for folder, place in (("tern-hotel", "Tern Hotel"), ("saltby-rank-café", "Saltby rank & café")):
        assert place in Paper((tmp_path / f"out/{folder}/steps-poster.en.pdf").read_bytes()).text
        code = replace(english, place=place).code()
        assert parse_qs(urlsplit(code.address).query) == {"at": [place]}
        assert place not in code.shown


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("postr",), "No output is called 'postr'."),
        (("--area", "atlantis"), "There is no area 'atlantis'."),
        (("--language", "ur"), "apt install fonts-noto-core"),
    ],
)
def test_the_verb_ends_with_a_sentence(
    run: Run, words: tuple[str, ...], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "_families", lambda: frozenset({"Libertinus Serif"}))
    done = run(*words)
    assert done.exit_code == 2
    assert sentence in done.output
    assert "Traceback" not in done.output


def test_the_verb_ends_with_one_where_something_could_not_be_made(run: Run, area: Any) -> None:
    ContactRoute.objects.filter(area=area, code="hub").update(verified_on="2026-06-01")
    memory.forget()
    done = run("steps-leaflet")
    assert done.exit_code == 1
    assert "(hub) has lapsed" in done.output
    assert run("steps-leaflet", "--although", "the hub moves house").exit_code == 0


def test_a_real_area_must_say_its_address(run: Run, area: Any) -> None:
    area.fictional = False
    area.save()
    memory.forget()
    done = run("steps-poster")
    assert (done.exit_code, "give --address" in done.output) == (2, True)
    assert run("steps-poster", "--address", "https://report.merrowdale.example").exit_code == 0


def test_the_verb_is_one_of_content() -> None:
    assert isinstance(content.get_command(click.Context(content), "build"), click.Command)
