"""Write docs/linkage/<kind>.md, the model card of each kind, from its parameter file.

python -m tools.linkage_cards
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from waylight.engine.linkage.accounts import KINDS, Kind  # noqa: E402 - found by the line above
from waylight.engine.linkage.model import Model, load_model  # noqa: E402
from waylight.engine.linkage.spec import comparisons, values_of  # noqa: E402

CONTENT, CARDS = ROOT / "content/linkage", ROOT / "docs/linkage"
HEAD = "<!-- Written by `python -m tools.linkage_cards` from content/linkage. -->\n\n"
EXAMPLE_STORES = (1_000, 100_000, 1_000_000)


ABOUT = """\
Version {version}. Trained by {by} on {mentions:,} mentions of a simulated county of {reports:,} reports (seed
{seed}).

**Meant for:** showing a trained person which accounts may speak of one thing, with reasons. **Not for:**
saying anything about a person's risk or guilt; deciding anything about anybody.

**Weakness:** the training data are invented, so the errors in them are independent of each other, and in life
they are not. Figures in use must be measured in use. Strangers share more in a small place than the
simulation knows. Names of two consonants in a script without vowels meet their Latin spelling less often.

A link is shown from {bands.suggest:g} bits on. It joins by itself from {bands.join:g} bits on, and only with:
{sets}. It holds until it falls under {bands.fracture:g}. No pair in a cluster may have evidence under
{bands.veto:g}. Before anything is compared the bits are {priors} stored. What an account does not say is
neutral.
"""


def card(kind: Kind) -> str:
    """The whole card as Markdown."""
    spec = comparisons(kind, values_of(CONTENT))
    model = load_model(CONTENT, kind, spec)
    parts = [HEAD, f"# How mentions of the kind {kind!r} are linked\n\n", _about(model)]
    for comparison in spec:
        parts.append(
            f"\n## {comparison.column}\n\n| level | true pairs | strangers | bits |\n|---|---|---|---|\n"
        )
        for level, weight in zip(comparison.levels, model.weights[comparison.column], strict=True):
            rarity = " (more if rare)" if level.frequency else ""
            parts.append(
                f"| {level.label} | {weight.m:.3g} | {weight.u:.2g} | {weight.bits:+.1f}{rarity} |\n"
            )
    return "".join(parts)


def _about(model: Model) -> str:
    trained = model.trained_on
    priors = ", ".join(f"{model.prior(n):+.1f} at {n:,}" for n in EXAMPLE_STORES)
    sets = " or ".join(
        " and ".join(
            f"{name} at level {', '.join(map(str, sorted(levels)))}" for name, levels in needed.items()
        )
        for needed in model.identifying
    )
    return ABOUT.format(
        version=model.version,
        by=trained["by"],
        mentions=trained["mentions"],
        reports=trained["simulated_reports"],
        seed=trained["seed"],
        bands=model.bands,
        sets=sets,
        priors=priors,
    )


def main() -> None:
    CARDS.mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        (CARDS / f"{kind}.md").write_text(card(kind), encoding="utf-8")


if __name__ == "__main__":
    main()
