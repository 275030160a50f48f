"""Lines on logarithmic axes as SVG, for figures in docs/: no scripts, readable in light and dark."""

import math
from collections.abc import Mapping, Sequence
from html import escape

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 720, 420, 70, 40, 190, 50
COLOURS = ("#1d70b8", "#d4351c", "#00703c", "#4c2c92", "#b58840", "#5694ca", "#505a5f")
DASHES = ("", "6 3", "2 3", "8 3 2 3")
POINT = tuple[float, float]


def lines_drawn(
    title: str, across: str, up: str, lines: Mapping[str, Sequence[POINT]], *, percent: bool = False
) -> str:
    """Both axes are logarithmic; with `percent` the upward one is plain, 0 to 100."""
    xs = [x for points in lines.values() for x, _ in points]
    ys = [y for points in lines.values() for _, y in points]
    x_low, x_high = math.floor(math.log10(min(xs))), math.ceil(math.log10(max(xs)))
    y_low, y_high = (0, 100) if percent else (math.floor(math.log10(min(ys))), math.ceil(math.log10(max(ys))))

    def place(x: float, y: float) -> POINT:
        part = y if percent else math.log10(y)
        return (
            LEFT + (math.log10(x) - x_low) / max(x_high - x_low, 1) * (WIDTH - LEFT - RIGHT),
            HEIGHT - BOTTOM - (part - y_low) / max(y_high - y_low, 1) * (HEIGHT - TOP - BOTTOM),
        )

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(title)}" font-family="sans-serif" font-size="12">',
        '<rect width="100%" height="100%" fill="#fff"/>',
        f'<text x="{LEFT}" y="22" font-size="15">{escape(title)}</text>',
        f'<text x="{LEFT}" y="{HEIGHT - 10}">{escape(across)}</text>',
        f'<text x="14" y="{HEIGHT / 2}" transform="rotate(-90 14 {HEIGHT / 2})">{escape(up)}</text>',
    ]
    for power in range(x_low, x_high + 1):
        x, bottom = place(10**power, 50 if percent else 10**y_low)[0], HEIGHT - BOTTOM
        parts.append(f'<path d="M{x:.0f} {TOP}V{bottom}" stroke="#ddd"/>')
        parts.append(f'<text x="{x:.0f}" y="{bottom + 16}" text-anchor="middle">{10**power:,}</text>')
    for mark in range(0, 101, 20) if percent else [10.0**n for n in range(int(y_low), int(y_high) + 1)]:
        y = place(10**x_low, mark)[1]
        parts.append(f'<path d="M{LEFT} {y:.0f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.0f}" text-anchor="end">{mark:,.10g}</text>')
    for n, (name, points) in enumerate(lines.items()):
        colour, dash = COLOURS[n % len(COLOURS)], DASHES[n % len(DASHES)]
        at = [place(x, y) for x, y in points]
        path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in at)
        parts.append(
            f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>'
        )
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in at]
        y = TOP + 16 * n + 6
        parts.append(
            f'<path d="M{WIDTH - RIGHT + 10} {y}h24" stroke="{colour}" stroke-width="2" '
            f'stroke-dasharray="{dash}"/>'
        )
        parts.append(f'<text x="{WIDTH - RIGHT + 40}" y="{y + 4}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>", ""])
