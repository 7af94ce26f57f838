"""Curves as SVG, without a library: both axes logarithmic, readable on light and on dark ground."""

import math
from collections.abc import Mapping
from html import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 380, 60, 190, 20, 44
# Told apart by those who see colours differently too (Okabe and Ito), on white and on black.
_COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#8c8c8c", "#b59f00")
_STYLE = "text{font:12px system-ui,sans-serif;fill:#777}.grid{stroke:#8884;stroke-width:1}.curve{fill:none;stroke-width:2}"


def plot(curves: Mapping[str, Mapping[int, float]], *, across: str, up: str) -> str:
    """One curve per name, each a value by a number of rows."""
    sizes = sorted({size for curve in curves.values() for size in curve})
    values = [value for curve in curves.values() for value in curve.values()]
    low, high = 10 ** math.floor(math.log10(min(values))), 10 ** math.ceil(math.log10(max(values)))

    def x(size: int) -> float:
        span = math.log(sizes[-1] / sizes[0]) or 1
        return LEFT + (WIDTH - LEFT - RIGHT) * math.log(size / sizes[0]) / span

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * math.log(value / low) / math.log(high / low)

    parts = [f"<style>{_STYLE}</style>"]
    for size in sizes:
        parts.append(f'<line class="grid" x1="{x(size):.0f}" y1="{TOP}" x2="{x(size):.0f}" y2="{HEIGHT - BOTTOM}"/>')
        parts.append(f'<text x="{x(size):.0f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{size:,}</text>')
    tick = float(low)
    while tick <= high:
        parts.append(f'<line class="grid" x1="{LEFT}" y1="{y(tick):.0f}" x2="{WIDTH - RIGHT}" y2="{y(tick):.0f}"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y(tick) + 4:.0f}" text-anchor="end">{tick:g}</text>')
        tick *= 10
    parts.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2:.0f}" y="{HEIGHT - 8}" text-anchor="middle">{escape(across)}</text>')
    parts.append(f'<text transform="translate(14 {(TOP + HEIGHT - BOTTOM) / 2:.0f}) rotate(-90)" text-anchor="middle">{escape(up)}</text>')
    heights = _apart({name: y(curve[max(curve)]) for name, curve in curves.items()})
    for colour, (name, curve) in zip(_COLOURS * len(curves), curves.items(), strict=False):
        points = " ".join(f"{x(size):.1f},{y(value):.1f}" for size, value in sorted(curve.items()))
        parts.append(f'<polyline class="curve" stroke="{colour}" points="{points}"/>')
        parts.append(f'<text x="{WIDTH - RIGHT + 8}" y="{heights[name] + 4:.0f}" style="fill:{colour}">{escape(name)}</text>')
    body = "\n".join(parts)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(up)}">\n{body}\n</svg>\n'


def _apart(heights: Mapping[str, float], distance: float = 15) -> dict[str, float]:
    """Names beside the ends of their curves, moved until none covers another."""
    found: dict[str, float] = {}
    last = TOP - distance
    for name, height in sorted(heights.items(), key=lambda each: each[1]):
        last = found[name] = max(height, last + distance)
    return found
