"""Who takes part: Fledge, and each rival with each of its settings."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass

from . import BENCHMARKS, ROOT

FLEDGE = "fledge"
NAMES = {
    FLEDGE: "Fledge",
    "numpy": "NumPy",
    "jax": "JAX",
    "pytorch": "PyTorch",
    "sklearn": "scikit-learn",
    "onnxruntime": "ONNX Runtime",
    "openblas": "OpenBLAS",
}

# As one ships a binary on Linux: with Swift's runtime in it, whose calls are cheaper then. Apple's systems have it anyway.
LINKING = ["--static-swift-stdlib"] if sys.platform == "linux" else []
SCRATCH = "compare"


class Failure(Exception):
    """A contender could not do what it was asked for."""


@dataclass(frozen=True)
class Setting:
    """A contender with one of its settings."""

    who: str
    threads: int
    mode: str = ""

    @property
    def label(self):
        threads = "1 thread" if self.threads == 1 else f"{self.threads} threads"
        return f"{NAMES[self.who]} ({', '.join(filter(None, [self.mode, threads]))})"


class Fledge:
    """Our own benchmarks and command; each measurement is a process of its own."""

    def __init__(self):
        self.bench = BENCHMARKS / ".build" / SCRATCH / "release" / "fledge-bench"
        self.command = ROOT / ".build" / SCRATCH / "release" / "fledge"

    def build(self):
        for package, product in ((BENCHMARKS, "fledge-bench"), (ROOT, "fledge")):
            build = ["swift", "build", "-c", "release", *LINKING, "--package-path", package, "--product", product,
                     "--scratch-path", package / ".build" / SCRATCH]
            subprocess.run(build, check=True, stdout=subprocess.DEVNULL)

    def workloads(self):
        return subprocess.run([self.bench, "--list"], check=True, capture_output=True, text=True).stdout.split()

    def measure(self, workload, threads, seconds):
        arguments = ["--json", "--workload", workload, "--threads", str(threads), "--seconds", str(seconds)]
        done = subprocess.run([self.bench, *arguments], capture_output=True, text=True)
        if done.returncode:
            raise Failure(done.stderr.strip())
        return json.loads(done.stdout)

    def table(self, path, threads, *arguments):
        return [self.command, "train", path, "--json", "--threads", str(threads), *arguments]

    def mnist(self, directory, threads, *arguments):
        return [self.command, "train", "--data", directory, "--json", "--threads", str(threads), *arguments]


class Rival:
    """A rival's process, which stays alive between measurements so that it starts and compiles only once."""

    def __init__(self, who, threads, python, environment=None):
        self.who, self.threads, self.python = who, threads, python
        self.environment = {**os.environ, **(environment or {})}
        self.process = None

    def arguments(self, *command):
        script = BENCHMARKS / "rivals" / f"{self.who}_rival.py"
        return [self.python, script, "--threads", str(self.threads), *command]

    def start(self):
        """The version of the library, or None if it is not there."""
        self.process = subprocess.Popen(
            self.arguments("serve"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=self.environment,
        )
        first = self.process.stdout.readline()
        return json.loads(first)["version"] if first else None

    def ask(self, **request):
        try:
            self.process.stdin.write(json.dumps(request) + "\n")
            self.process.stdin.flush()
            answer = self.process.stdout.readline()
        except BrokenPipeError:
            answer = ""
        if not answer:
            raise Failure("the process ended")
        return json.loads(answer)

    def settings(self, workload):
        return [Setting(self.who, self.threads, mode) for mode in self.ask(workload=workload)["modes"]]

    def measure(self, workload, mode, seconds):
        answer = self.ask(workload=workload, mode=mode, seconds=seconds)
        if "error" in answer:
            raise Failure(answer["error"])
        return answer

    def stop(self):
        if self.process:
            self.process.stdin.close()
            self.process.wait()
