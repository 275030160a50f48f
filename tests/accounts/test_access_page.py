"""docs/access.md says what the policy says."""

from waylight.accounts.policy import POLICY
from waylight.accounts.policy_page import policy_as_markdown
from waylight.site import generated_docs


def test_the_committed_page_is_current() -> None:
    assert "docs/access.md" not in generated_docs.write(dry=True), "run: ./waylight docs"


def test_every_action_is_on_it_in_plain_words() -> None:
    page = policy_as_markdown()
    for rule in POLICY:
        assert f"| {rule.words} | `{rule.action}` |" in page
