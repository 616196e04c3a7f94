"""Measures in alternation: ours, rival, ours, rival …, round after round."""

import json
import os
import statistics
import subprocess
import sys
import time

from .contenders import FLEDGE, Failure, Rival, Setting

# A setting that is this much behind its own contender's best in the first round is measured no further.
HOPELESS = 1.5
# Threads that wait by spinning go to sleep in this time, and leave the processors to the next contender.
PAUSE_SECONDS = 0.05


class Times:
    """Microseconds a step of each setting, one for each round."""

    def __init__(self):
        self.rounds = {}
        self.failures = {}

    def add(self, setting, microseconds):
        self.rounds.setdefault(setting, []).append(microseconds)

    def median(self, setting):
        return statistics.median(self.rounds[setting])

    def best(self, *who, threads=None):
        """The fastest setting of these contenders (of all rivals if none is named) and its median; None if there is none."""
        found = [
            (self.median(setting), setting)
            for setting in self.rounds
            if (setting.who in who if who else setting.who != FLEDGE) and threads in (None, setting.threads)
        ]
        if not found:
            return None
        median, setting = min(found, key=lambda pair: pair[0])
        return setting, median

    def still_hoping(self, setting):
        if setting in self.failures:
            return False
        return setting not in self.rounds or self.median(setting) <= HOPELESS * self.best(setting.who)[1]


def alternate(workload, ours, rivals, our_threads, rival_threads, rounds, seconds):
    """The times of one workload. `our_threads` are Fledge's numbers of threads, each a setting of its own."""
    times = Times()
    contenders = [(Setting(FLEDGE, threads), ours) for threads in our_threads]
    for rival in rivals:
        if rival.threads in rival_threads:
            contenders += [(setting, rival) for setting in rival.settings(workload)]
    for _ in range(rounds):
        for setting, contender in contenders:
            if setting.who != FLEDGE and not times.still_hoping(setting):
                continue
            time.sleep(PAUSE_SECONDS)
            try:
                if setting.who == FLEDGE:
                    answer = contender.measure(workload, setting.threads, seconds)
                else:
                    answer = contender.measure(workload, setting.mode, seconds)
                times.add(setting, answer["us_per_step"])
            except Failure as failure:
                if setting.who == FLEDGE:
                    raise
                times.failures[setting] = str(failure)
                print(f"{workload}: {setting.label}: {failure}", file=sys.stderr)
    return times


class Jobs:
    """Whole processes: wall-clock seconds and peak memory of each setting, one for each round, and a figure that each gives at its end."""

    def __init__(self, figure="test_error"):
        self.figure = figure
        self.times = Times()
        self.memory = Times()
        self.errors = {}

    def run(self, setting, command, environment=None):
        start = time.perf_counter()
        process = subprocess.Popen(
            [str(word) for word in command],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=environment,
        )
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            self.times.failures[setting] = f"exit status {process.returncode}"
            return
        self.times.add(setting, seconds * 1e6)
        unit = 1 if sys.platform == "darwin" else 1024
        self.memory.add(setting, usage.ru_maxrss * unit / 2**20)
        self.errors[setting] = json.loads(output.splitlines()[-1])[self.figure]


def mnist_jobs(ours, rivals, directory, threads, rounds, arguments):
    """Start, read the files, one epoch of the two-layer network, test error: for everybody who can."""
    jobs = Jobs()
    able = [rival for rival in rivals if rival.who in ("numpy", "jax", "pytorch", "sklearn")]
    for _ in range(rounds):
        jobs.run(Setting(FLEDGE, threads), ours.mnist(directory, threads, *arguments))
        for rival in able:
            setting = Setting(rival.who, rival.threads)
            if jobs.times.still_hoping(setting):
                jobs.run(setting, rival.arguments("mnist", directory), rival.environment)
    return jobs


def table_jobs(ours, rivals, path, threads, rounds, arguments):
    """Start, read the CSV file, standardise, 20 epochs of a two-layer network: Fledge and scikit-learn, with the same settings."""
    jobs = Jobs("train_loss")
    for _ in range(rounds):
        jobs.run(Setting(FLEDGE, threads), ours.table(path, threads, *arguments))
        for rival in rivals:
            setting = Setting(rival.who, rival.threads)
            if rival.who == "sklearn" and jobs.times.still_hoping(setting):
                jobs.run(setting, rival.arguments("table", path), rival.environment)
    return jobs


def start_rivals(python, openblas, threads):
    """Every rival whose library is there, with one thread and with all; and the versions."""
    rivals, versions = [], {}
    for who in ("numpy", "jax", "pytorch", "onnxruntime", "sklearn", "openblas"):
        if who == "openblas" and not openblas:
            continue
        for count in sorted({1, threads}):
            environment = None
            if who == "openblas":
                paths = f"{openblas.parent}:{openblas.parent.parent}"
                environment = {"FLEDGE_OPENBLAS": str(openblas), "LD_LIBRARY_PATH": paths}
            rival = Rival(who, count, python, environment)
            version = rival.start()
            if version:
                versions[who] = version
                rivals.append(rival)
    return rivals, versions
