"""The results as text."""

import os
import platform

from . import bars
from .contenders import FLEDGE, NAMES

TRAINING = ["tiny", "hw0-100", "hw0-400", "deep", "wide"]
OTHERS = ["inference-1", "inference-1000", "gelu", "relu", "copy"]


def duration(microseconds):
    """Three digits with a unit that suits."""
    for limit, unit, scale in ((1e3, "µs", 1), (1e6, "ms", 1e3), (float("inf"), "s", 1e6)):
        if microseconds < limit:
            return f"{three_digits(microseconds / scale)} {unit}"


def three_digits(value):
    decimals = 2 if value < 10 else 1 if value < 100 else 0
    return f"{value:.{decimals}f}"


def table(head, rows):
    """A Markdown table whose columns line up; the first one to the left, the others to the right."""
    cells = [head, *rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    line = lambda row: "| " + " | ".join(
        cell.ljust(width) if column == 0 else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(row, widths))
    ) + " |"
    rule = "|" + "|".join(
        "-" * (width + 2) if column == 0 else "-" * (width + 1) + ":" for column, width in enumerate(widths)
    ) + "|"
    return "\n".join([line(head), rule, *map(line, rows)])


def bar_table(verdicts):
    rows = [[v.name, v.asked, v.reached, "yes" if v.is_met else "no"] for v in verdicts]
    return table(["bar", "asked for", "reached", "met"], rows)


def time_table(results, workloads):
    """A row a workload, a column a contender, each with its best setting."""
    workloads = [workload for workload in workloads if workload in results]
    present = [who for who in NAMES if any(results[workload].best(who) for workload in workloads)]
    rows = []
    for workload in workloads:
        row = [workload]
        for who in present:
            best = results[workload].best(who)
            row.append(f"{duration(best[1])}" if best else "–")
        rival = results[workload].best()
        row.append(f"{bars.ours(results[workload]) / rival[1]:.2f}" if rival else "–")
        rows.append(row)
    return table(["", *(NAMES[who] for who in present), "Fledge / best rival"], rows)


def product_table(results, operations, peak):
    """GFLOP/s of each product, and Fledge's as a share of the machine's peak."""
    products = [workload for workload in results if workload.startswith("matmul-")]
    present = [who for who in NAMES if any(results[product].best(who) for product in products)]
    rows = []
    for product in products:
        rate = lambda best: operations[product] / best[1] / 1000
        row = [product.removeprefix("matmul-")]
        row += [f"{rate(best):.0f}" if (best := results[product].best(who)) else "–" for who in present]
        row.append(f"{100 * rate(results[product].best(FLEDGE)) / peak:.0f} %")
        rows.append(row)
    return table(["rows × inner × columns", *(NAMES[who] for who in present), "of the peak"], rows)


def job_table(jobs):
    rows, is_error = [], jobs.figure == "test_error"
    for who in NAMES:
        best = jobs.times.best(who)
        if best:
            setting, time = best
            memory, error = jobs.memory.median(setting), jobs.errors[setting]
            rows.append([setting.label, f"{time / 1e6:.2f} s", f"{memory:.0f} MiB", f"{100 * error:.2f} %" if is_error else f"{error:.4f}"])
    return table(["", "time", "peak memory", jobs.figure.replace("_", " ")], rows)


def settings_table(results):
    """Every setting that was measured, so that nobody has to believe in a rival's best one."""
    rows = []
    for workload in results:
        if workload.startswith("matmul-"):
            continue
        times = results[workload]
        for setting in sorted(times.rounds, key=times.median):
            rounds = times.rounds[setting]
            spread = f"{duration(min(rounds))} to {duration(max(rounds))}"
            rows.append([workload, setting.label, duration(times.median(setting)), spread, str(len(rounds))])
        for setting, failure in times.failures.items():
            rows.append([workload, setting.label, "did not run", failure.replace("|", "/"), "0"])
    return table(["workload", "setting", "median", "rounds from … to", "rounds"], rows)


def processor():
    try:
        with open("/proc/cpuinfo") as file:
            return next(line.split(":", 1)[1].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def machine(peaks):
    rates = ", ".join(f"{rate:.0f} GFLOP/s on {threads}" for threads, rate in peaks.items())
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (
        f"{processor()}, {processors} processors, {platform.system()} {platform.release()}; "
        f"fused multiply-adds in registers, Float32: {rates} threads."
    )


def markdown(comparison):
    """RESULTS.md."""
    c = comparison
    libraries = ", ".join(f"{NAMES[who]} {version}" for who, version in c.versions.items())
    parts = [
        "# Fledge beside its rivals",
        "Written by `Benchmarks/compare`, all in one run, in alternation: ours, rival, ours, rival …; medians over "
        f"{c.rounds} rounds of {c.seconds:g} s each. A rival counts with its best setting. Float32 throughout. "
        "Fledge is built as one ships it: on Linux with `--static-swift-stdlib`, Swift's runtime linked in.",
        machine(c.peaks) + f"\n{libraries}.",
        "![Time of a step: Fledge and its rivals](results.svg)",
        "## The bars",
        bar_table(c.verdicts),
        "## A training step\n\nForward, backward and update, the batch in memory.",
        time_table(c.results, TRAINING),
        "## Inference and activations\n\n784-400-10 with batches of 1 and 1000, and 131,072 elements; one thread. "
        "`copy` is a memory copy of as many elements.",
        time_table(c.results, OTHERS),
    ]
    if c.jobs:
        parts += [
            "## The whole process on MNIST\n\nStart, read the gzipped files, one shuffled epoch of 784-400-10 at "
            "batch 100, test error.",
            job_table(c.jobs),
        ]
    if c.to_98:
        parts.append(
            f"From a cold start to {100 * (1 - c.to_98[1]):.2f} % test accuracy in {c.to_98[0]:.2f} s:\n"
            f"`fledge train --data mnist {' '.join(bars.TO_98_PERCENT)}`."
        )
    if c.tables:
        parts += [
            "## The whole process on a table\n\nStart, read a CSV file of 50,000 rows and 20 columns, standardise, 20 shuffled epochs of "
            "20-100-2 at batch 200 by Adam; the loss is the mean of the last epoch. scikit-learn reads with pandas.",
            job_table(c.tables),
        ]
    if any(workload.startswith("matmul-") for workload in c.results):
        parts += [
            "## Matrix products\n\nGFLOP/s with the better of one and all threads; tn: the first matrix is stored "
            "transposed, nt: the second.",
            product_table(c.results, c.operations, max(c.peaks.values())),
        ]
    parts += ["## Every setting", settings_table(c.results)]
    return "\n\n".join(parts) + "\n"
