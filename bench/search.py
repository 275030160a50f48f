"""What a search costs by the kind of thing that is typed: CPU ms, with so many MENTIONS of simulated concerns
stored, on SQLite and, where it is on this machine, on PostgreSQL. An analyst searches, who
reaches all of the area and no words around what was found; a screener searches the words too.

    python bench/search.py [--mentions 2000] [--json]

"found" says how many things, and concerns by their words, the page would show.
"""

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from measuring import ROW, cpu_ms, install, on_both  # noqa: E402 - its folder is on the path only from here on

ASKED = (
    ("mark, whole", "KX00 ABC"),
    ("mark, part", "KX00 ?B*"),
    ("phone, ending", "900*"),
    ("handle", "@tern_99"),
    ("name", "Mohammed"),
    ("name, two words", "Deano Tallow"),
    ("postcode", "ZZ99 1AA"),
    ("plain words", "hotel night"),
    ("days", "last two weeks"),
    ("mark and days", "KX00 ?B* since 1 January"),
    ("weekday nights", "Friday nights"),
    ("nothing there", "qzxqzx"),
)
TIMES = 5


def fill(mentions: int) -> int:
    """Concerns sent, taken up and absorbed until so many mentions are stored; returns how many concerns."""
    from django.conf import settings

    from waylight.accounts.roles import PUBLIC
    from waylight.engine.linkage.simulate import County
    from waylight.engine.sealing import FlowKey
    from waylight.intelligence import actions
    from waylight.intelligence.models import Mention
    from waylight.reporting.actions import submit
    from waylight.triage.actions import take_up

    count, most = 0, mentions
    for told in County(settings.CONTENT / "linkage", most, 7).reports():
        answers = {"words": told.report["text"], "mode": told.report["reporter_mode"], "language": "en"}
        sent = submit(answers, flow=FlowKey.new(), by=PUBLIC, area_slug="merrowdale")
        actions.absorb(take_up(sent.concern.pk).pk)
        count += 1
        if count % 50 == 0 and Mention.objects.count() >= mentions:
            break
    return count


def measure(mentions: int) -> list[ROW]:
    from waylight.accounts.roles import Actor, Role
    from waylight.intelligence import memory, queries
    from waylight.intelligence.models import Mention, Observation

    concerns = fill(mentions)
    memory.forget()
    stored = f"{Mention.objects.count()} mentions, {Observation.objects.count()} things, {concerns} concerns"
    rows: list[ROW] = []
    for role in (Role.INTELLIGENCE, Role.SCREENER):
        who = Actor("user:1", frozenset({(role, "merrowdale")}), 1)
        for what, typed in ASKED:
            found = queries.search(who, typed, purpose="concern")
            spent = cpu_ms(lambda who=who, typed=typed: queries.search(who, typed, purpose="concern"), TIMES)
            shown = f"{len(found.hits)}+{len(found.words)}{' and more' if found.more else ''}"
            rows.append({"who": str(role), "asked": what, "found": shown, "CPU ms": round(spent, 1)})
    return [{"who": "stored", "asked": stored}, *rows]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--mentions", type=int, default=2000)
    asked = parser.parse_args()
    if asked.here:
        install()
        print(json.dumps(measure(asked.mentions)))
    else:
        on_both(__file__, sys.argv[1:])
