"""What docs/ says is what the program is: pages made from the code, settings, verbs and links."""

import re
from pathlib import Path

import pytest

from waylight.accounts.policy import POLICY
from waylight.site import generated_docs
from waylight.site.catalogues import ROOT
from waylight.site.cli import HOMES

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("src/**/README.md")])
LAUNCHERS_OWN = {"prepare", "test", "VERB", "ANYTHING"}


def test_pages_made_from_the_code_are_current() -> None:
    assert generated_docs.write(dry=True) == [], "run: ./waylight docs"


def test_every_rule_of_the_policy_stands_in_the_access_table() -> None:
    page = (ROOT / "docs/access.md").read_text()
    assert [rule.action for rule in POLICY if f"`{rule.action}`" not in page] == []


def test_every_move_of_every_machine_is_drawn() -> None:
    page = (ROOT / "docs/state-machines.md").read_text()
    for machine in generated_docs.MACHINES:
        for move in machine.moves:
            source, target = (state.replace("-", "_") for state in (move.source, move.target))
            assert f"{source} --> {target}: {move.action}\n" in page


def test_a_page_that_is_not_current_is_named_and_written_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generated_docs, "ROOT", tmp_path)
    (tmp_path / "docs").mkdir()
    pages = sorted(generated_docs.PAGES)
    assert sorted(generated_docs.write(dry=True)) == pages
    assert not list(tmp_path.glob("docs/*"))
    assert sorted(generated_docs.write()) == pages
    assert generated_docs.write() == []
    (tmp_path / pages[0]).write_text("changed by hand")
    assert generated_docs.write(dry=True) == pages[:1]


def test_every_setting_is_explained_to_whoever_operates_it() -> None:
    settings = (ROOT / "src/waylight/site/settings.py").read_text()
    read = set(re.findall(r'"(WAYLIGHT_\w+|DATABASE_URL|EMAIL_URL)"', settings))
    operating = (ROOT / "docs/operating.md").read_text()
    assert len(read) >= 12
    assert {name for name in read if f"`{name}`" not in operating} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_verb_that_a_page_names_exists_and_every_link_leads_somewhere(page: Path) -> None:
    text = page.read_text()
    verbs = set(re.findall(r"\./waylight ([a-zA-Z][\w-]*)", text))
    assert verbs - set(HOMES) - LAUNCHERS_OWN == set()
    links = [link for link in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in link and ":" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []
