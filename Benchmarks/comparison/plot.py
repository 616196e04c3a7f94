"""The plot: one small panel a workload, a bar a contender, drawn without any library."""

from html import escape

from . import bars
from .contenders import FLEDGE, NAMES
from .report import TRAINING, duration

TITLES = {
    "tiny": "8-16-2, batch 32, SGD",
    "hw0-100": "784-100-10, batch 100, SGD",
    "hw0-400": "784-400-10, batch 100, SGD",
    "deep": "784-512-512-512-10, batch 128, Adam",
    "wide": "1024-2048³-10, batch 512, momentum",
    "inference-1": "inference 784-400-10, one picture",
    "inference-1000": "inference 784-400-10, 1000 pictures",
}
PANEL_WIDTH, COLUMNS, MARGIN, GAP = 410, 2, 24, 28
TITLE_HEIGHT, ROW_HEIGHT, BAR_HEIGHT = 30, 24, 14
NAME_WIDTH, VALUE_WIDTH = 100, 112

# A card of its own colours, so that it can be read on any page; the scheme is the reader's.
STYLE = """
  .card { fill: #ffffff; stroke: #d0d7de; } text { font: 13px system-ui, sans-serif; fill: #1f2328; }
  .title { font-weight: 600; } .value { fill: #57606a; } .ours { fill: #d2501e; } .rival { fill: #a9b4c0; }
  @media (prefers-color-scheme: dark) {
    .card { fill: #161b22; stroke: #30363d; } text { fill: #e6edf3; }
    .value { fill: #9aa4af; } .ours { fill: #f0784a; } .rival { fill: #57616c; }
  }
"""


def panels(comparison):
    """(title, [(name, is ours, microseconds)]) of each workload, ours first and then the fastest."""
    found = []
    for workload in [*TRAINING, "inference-1", "inference-1000"]:
        times = comparison.results.get(workload)
        if times:
            rivals = [best for who in NAMES if who != FLEDGE and (best := times.best(who))]
            rows = [(NAMES[setting.who], False, time) for setting, time in sorted(rivals, key=lambda pair: pair[1])]
            found.append((TITLES[workload], [("Fledge", True, bars.ours(times)), *rows]))
    if comparison.jobs:
        times = comparison.jobs.times
        rivals = [best for who in NAMES if who != FLEDGE and (best := times.best(who))]
        rows = [(NAMES[setting.who], False, time) for setting, time in sorted(rivals, key=lambda pair: pair[1])]
        found.append(("MNIST, the whole process", [("Fledge", True, times.best(FLEDGE)[1]), *rows]))
    return found


def panel(title, rows, x, y):
    """One panel with its upper left corner at (x, y); the lengths are in proportion to the times."""
    longest = max(time for _, _, time in rows)
    scale = (PANEL_WIDTH - NAME_WIDTH - VALUE_WIDTH) / longest
    ours = rows[0][2]
    lines = [f'<text class="title" x="{x}" y="{y + 14}">{escape(title)}</text>']
    for index, (name, is_ours, time) in enumerate(rows):
        top = y + TITLE_HEIGHT + index * ROW_HEIGHT
        length = max(time * scale, 1.5)
        value = duration(time) if is_ours else f"{duration(time)} · {time / ours:.3g}×"
        lines += [
            f'<text x="{x}" y="{top + 12}">{escape(name)}</text>',
            f'<rect class="{"ours" if is_ours else "rival"}" x="{x + NAME_WIDTH}" y="{top}" '
            f'width="{length:.1f}" height="{BAR_HEIGHT}" rx="2"/>',
            f'<text class="value" x="{x + NAME_WIDTH + length + 6:.1f}" y="{top + 12}">{value}</text>',
        ]
    return lines


def svg(comparison):
    """results.svg."""
    found = panels(comparison)
    body, y = [], MARGIN
    for first in range(0, len(found), COLUMNS):
        row = found[first : first + COLUMNS]
        for column, (title, rows) in enumerate(row):
            body += panel(title, rows, MARGIN + column * (PANEL_WIDTH + GAP), y)
        y += TITLE_HEIGHT + max(len(rows) for _, rows in row) * ROW_HEIGHT + GAP // 2
    width = 2 * MARGIN + COLUMNS * PANEL_WIDTH + (COLUMNS - 1) * GAP
    caption = "Time of one step, shorter is better; each rival with its best setting."
    body.append(f'<text class="value" x="{MARGIN}" y="{y + 10}">{caption}</text>')
    height = y + 10 + MARGIN
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">'
    card = f'<rect class="card" x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="8"/>'
    return "\n".join([head, f"<title>{caption}</title>", f"<style>{STYLE}</style>", card, *body, "</svg>"]) + "\n"
