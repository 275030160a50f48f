"""The page docs/linkage/speed.md with its two pictures, out of the runs of `link.py`."""

from collections.abc import Sequence
from itertools import product
from pathlib import Path

from drawing import lines_drawn
from measuring import ROW


def written(runs: Sequence[ROW], folder: Path, command: str) -> None:
    """Two pictures and speed.md, the table of how it grows."""
    folder.mkdir(parents=True, exist_ok=True)
    lines: dict[str, list[tuple[float, float]]] = {}
    for way, share in product(("scan", "keys"), ("p50", "p99")):
        lines[f"{way}, {share}"] = [(run["size"], run[way][f"{share} ms"]) for run in runs]
    beside = [(run["size"], run["splink"]["p50 ms"]) for run in runs if "splink" in run]
    if beside:
        lines["Splink, p50"] = beside
    picture = lines_drawn("One new mention against all stored", "mentions stored", "CPU ms", lines)
    (folder / "growth.svg").write_text(picture, encoding="utf-8")
    fronts = {row["kind"]: row["frontier"] for row in runs[-1]["kinds"] if "frontier" in row}
    points = {
        kind: [(at["p50 ms"], at["links found"] * 100) for at in found] for kind, found in fronts.items()
    }
    if points:
        title = "Links found under limits of one to a thousand rows"
        picture = lines_drawn(title, "CPU ms, median", "% of the scan's links", points, percent=True)
        (folder / "frontier.svg").write_text(picture, encoding="utf-8")
    (folder / "speed.md").write_text(_page(runs, fronts, command), encoding="utf-8")


def _page(runs: Sequence[ROW], fronts: dict[str, list[ROW]], command: str) -> str:
    rows = [
        {"mentions": f"{run['size']:,}", **{k: v for k, v in row.items() if k != "frontier"}}
        for run in runs
        for row in run["kinds"]
    ]
    totals = [
        {
            "mentions": f"{run['size']:,}",
            "observations": f"{run['observations']:,}",
            **{f"{way} {share}": run[way][share] for way in ("scan", "keys") for share in run[way]},
            "splink p50 ms": run.get("splink", {}).get("p50 ms", ""),
            "keys times faster": run.get("splink", {}).get("keys times faster", ""),
            **{name: run[name] for name in ("build s", "restart s", "peak MB")},
            "load": f"{run['load average']['before']} to {run['load average']['after']}",
        }
        for run in runs
    ]
    parts = [
        f"<!-- Written by `{command}` -->",
        "# What it costs to link one new mention",
        f"CPU time, one thread, {runs[0]['machine']}. `scan` scores every stored row of the kind; `keys` "
        "walks only rows that could reach what is asked for, and gives the same answer (`same`, `complete`). "
        "The peer is Splink 5 `predict_between` with one new record, same weights, same run: made for bulk.",
        "![How it grows](growth.svg)",
        _markdown(totals),
        "## By kind",
        _markdown(rows),
    ]
    if fronts:
        parts += [
            f"## Under a limit on the rows walked, at {runs[-1]['size']:,}",
            "What is left out is known: each answer says what an unseen row could weigh at most.",
            "![Links found against time](frontier.svg)",
            *(f"{kind}\n\n{_markdown(found)}" for kind, found in fronts.items()),
        ]
    return "\n\n".join(parts) + "\n"


def _markdown(rows: Sequence[ROW]) -> str:
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [names, ["---"] * len(names), *([str(row.get(name, "")) for name in names] for row in rows)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
