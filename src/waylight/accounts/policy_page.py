"""`docs/access.md`, made from the policy by `./waylight docs`, so that page and program cannot disagree."""

from . import scopes
from .policy import POLICY, Rule
from .roles import APART, ROLE_DESKS, ROLE_STREAMS, Role
from .scopes import Scope

HOW_FAR: dict[Scope, str] = {
    scopes.anywhere: "everywhere",
    scopes.own_area: "own area",
    scopes.own_or_national: "own area, and what is national",
    scopes.own_desk: "own area and own desk",
    scopes.own_stream: "own area; own desk, or streams of own kind",
    scopes.own_self: "oneself",
    scopes.offered_here: "offered to own area, own desk",
    scopes.own_learning: "own record",
    scopes.own_room: "own area; trainers: own sessions",
    scopes.own_device: "own area; trainers and operators: what they opened",
    scopes.own_firm: "own firm",
}

HEAD = """# Who may do what

Made from `src/waylight/accounts/policy.py`; a test fails when the two differ. Every view and every action
asks this table. What has no row may be done by nobody. Each refusal is written to the audit.

A role is held in one area. "Public", "organisation" and "system" are not given to people: they are the
public's pages, a partner's API key, and the program's own work.
"""


def policy_as_markdown() -> str:
    return "\n".join([HEAD, *_desks(), *_apart(), *_rules()])


def _desks() -> list[str]:
    desks = [f"| {role} | concerns at the desk: {desk} |" for role, desk in ROLE_DESKS.items()]
    streams = [f"| {role} | streams only, of the kind: {kind} |" for role, kind in ROLE_STREAMS.items()]
    return ["## What each role reads", "", "| role | reads |", "|---|---|", *desks, *streams, ""]


def _apart() -> list[str]:
    kept = ", ".join(APART[Role.ADMINISTRATOR])
    return [
        "## Kept apart",
        "",
        f"In one area nobody is {Role.ADMINISTRATOR} and also any of: {kept}.",
        f"Whoever is {Role.OPERATOR} in an area holds no other role there.",
        "Nobody gives themselves a role.",
        "",
    ]


def _rules() -> list[str]:
    return [
        "## Every action",
        "",
        "| what | action | who | how far | shows |",
        "|---|---|---|---|---|",
        *(_row(rule) for rule in POLICY),
        "",
    ]


def _row(rule: Rule) -> str:
    far = HOW_FAR.get(rule.scope, rule.scope.__name__.replace("_", " "))
    return f"| {rule.words} | `{rule.action}` | {', '.join(rule.roles)} | {far} | {', '.join(rule.fields)} |"
