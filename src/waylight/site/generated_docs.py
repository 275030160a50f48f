"""Pages of docs/ that come from the code, so that they cannot say something else than it does."""

from collections.abc import Callable
from pathlib import Path

from waylight.accounts.policy_page import policy_as_markdown
from waylight.casework.machine import MACHINES as CHILDREN
from waylight.disruption.machine import MACHINES as DISRUPTION
from waylight.dissemination.machine import MACHINES as REPORTS
from waylight.intelligence.machine import MACHINES as KNOWN
from waylight.meetings.machine import MACHINES as MEETINGS
from waylight.pathways.machine import MACHINES as PATHWAYS
from waylight.plan.machine import MACHINES as PLANS
from waylight.referral.machine import MACHINES as REFERRALS
from waylight.site.catalogues import ROOT
from waylight.triage.machine import MACHINES as HUB
from waylight.triage.machine import Machine

MACHINES = (*HUB, *KNOWN, *REPORTS, *CHILDREN, *REFERRALS, *PATHWAYS, *DISRUPTION, *PLANS, *MEETINGS)

HEAD = "<!-- Written by `./waylight docs` from the code. Change the code, then run it again. -->\n\n"


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


PAGES: dict[str, Callable[[], str]] = {
    "docs/access.md": policy_as_markdown,
    "docs/state-machines.md": machines,
}


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
