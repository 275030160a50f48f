"""Pages of docs/ that come from the code, so that they cannot say something else than it does."""

from collections.abc import Callable
from pathlib import Path

from waylight.accounts.policy import POLICY
from waylight.site.catalogues import ROOT
from waylight.triage.machine import MACHINES, Machine

HEAD = "<!-- Written by `./waylight docs` from the code. Change the code, then run it again. -->\n\n"


def access() -> str:
    """The policy as a table that a safeguarding lead can read."""
    lines = [
        "# Who may do what",
        "",
        "One table decides (`accounts/policy.py`); what has no row here, nobody may do.",
        "",
        "| may | action | roles | as far as |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {rule.words} | `{rule.action}` | {', '.join(rule.roles)} | {REACH[rule.scope.__name__]} |"
        for rule in POLICY
    ]
    return "\n".join(lines) + "\n"


REACH = {
    "anywhere": "anywhere",
    "own_area": "their own area",
    "own_desk": "their own area and desk",
    "own_stream": "their own desk; intelligence and licensing: streams of their kind",
    "own_self": "themselves",
    "offered_here": "what is offered to their area",
}


def machines() -> str:
    """Every state machine, drawn and as its table."""
    return "# State machines\n\n" + "\n".join(_machine(m) for m in MACHINES)


def _machine(machine: Machine) -> str:
    drawn = [f"  [*] --> {_name(machine.start)}"]
    drawn += [f"  {_name(m.source)} --> {_name(m.target)}: {m.action}" for m in machine.moves]
    rows = [f"| {m.source} | {m.target} | `{m.action}` | {m.guard} |" for m in machine.moves]
    return "\n".join(
        [
            f"## {machine.name.capitalize()}",
            "",
            "```mermaid",
            "stateDiagram-v2",
            *drawn,
            "```",
            "",
            "| from | to | action | guard |",
            "|---|---|---|---|",
            *rows,
            "",
        ]
    )


def _name(state: str) -> str:
    return state.replace("-", "_")


PAGES: dict[str, Callable[[], str]] = {"docs/access.md": access, "docs/state-machines.md": machines}


def write(*, dry: bool = False) -> list[str]:
    """Write what differs (unless `dry`); returns the paths that differed."""
    stale = []
    for name, page in PAGES.items():
        path, text = Path(ROOT / name), HEAD + page()
        if not path.is_file() or path.read_text() != text:
            stale.append(name)
            if not dry:
                path.write_text(text)
    return stale
