"""What the rivals have in common: the workloads, the clock, and how `compare` talks to them.

A rival is a script that calls `run` with three functions:

- `modes(workload)`: the ways in which it can do a workload (eager, compiled …), an empty list if it cannot;
- `prepare(workload, mode)`: a function of a number of steps that takes those steps and returns when they are done;
- `mnist(directory)`: the whole job on MNIST, giving the test error, or None;
- `table(path)`: the whole job on a CSV file, giving the loss of the last epoch, or None.

As a process of its own a rival takes `--threads N` and `serve` (one JSON request a line, one answer a line),
`mnist DIRECTORY` or `table FILE`.
"""

import argparse
import gzip
import json
import os
import re
import sys
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Network:
    """A fully connected ReLU network with a softmax cross-entropy, and how it is trained."""

    sizes: tuple
    bias: bool
    batch: int
    optimizer: str = "none"

    @property
    def layers(self):
        return list(zip(self.sizes, self.sizes[1:]))


@dataclass(frozen=True)
class Product:
    """op(A)·op(B), (m, k)·(k, n); `layout` tells which one is stored transposed."""

    m: int
    k: int
    n: int
    layout: str

    @property
    def shapes(self):
        a = (self.k, self.m) if self.layout == "tn" else (self.m, self.k)
        b = (self.n, self.k) if self.layout == "nt" else (self.k, self.n)
        return a, b


TRAINING = {
    "tiny": Network((8, 16, 2), True, 32, "sgd"),
    "hw0-100": Network((784, 100, 10), False, 100, "sgd"),
    "hw0-400": Network((784, 400, 10), False, 100, "sgd"),
    "deep": Network((784, 512, 512, 512, 10), True, 128, "adam"),
    "wide": Network((1024, 2048, 2048, 2048, 10), True, 512, "momentum"),
}
INFERENCE = {
    "inference-1": Network((784, 400, 10), True, 1),
    "inference-1000": Network((784, 400, 10), True, 1000),
}
ELEMENTS = 131_072

SGD_RATE, MOMENTUM_RATE, MOMENTUM, ADAM_RATE = 0.1, 0.01, 0.9, 0.001
ADAM_BETAS, ADAM_EPSILON = (0.9, 0.999), 1e-8

# The job on MNIST.
HIDDEN, BATCH, MNIST_RATE = 400, 100, 0.2


def product(workload):
    """The sizes in a name such as matmul-tn-784x100x400, or None."""
    match = re.fullmatch(r"matmul-(?:(tn|nt)-)?(\d+)x(\d+)x(\d+)", workload)
    return match and Product(*map(int, match.groups()[1:]), match.group(1) or "nn")


def batch(network, seed=1):
    """Normal inputs (batch, inputs) and labels drawn by lot (batch)."""
    import numpy

    random = numpy.random.default_rng(seed)
    inputs = random.standard_normal((network.batch, network.sizes[0]), dtype=numpy.float32)
    return inputs, random.integers(0, network.sizes[-1], network.batch)


def weights(network, seed=0):
    """(W, b or None) of every layer: uniform on ±√(6/inputs), zeros."""
    import numpy

    random = numpy.random.default_rng(seed)
    result = []
    for inputs, outputs in network.layers:
        bound = (6 / inputs) ** 0.5
        weight = random.uniform(-bound, bound, (inputs, outputs)).astype(numpy.float32)
        result.append((weight, numpy.zeros(outputs, numpy.float32) if network.bias else None))
    return result


def read_mnist(directory):
    """Training images (60000, 784) as floats from 0 to 1, their labels, and the same for testing."""
    import numpy

    def read(name, offset):
        with gzip.open(os.path.join(directory, name + ".gz")) as file:
            return numpy.frombuffer(file.read(), numpy.uint8, offset=offset)

    parts = []
    for part in ("train", "t10k"):
        images = read(part + "-images-idx3-ubyte", 16).reshape(-1, 784)
        parts += [images.astype(numpy.float32) / 255, read(part + "-labels-idx1-ubyte", 8).copy()]
    return parts


def measure(take_steps, seconds):
    """Seconds a step, median and best, over samples long enough for the clock, after a tenth to warm up."""
    sample_seconds = 0.002
    steps, warm_up = 1, 0.0
    while True:
        start = time.perf_counter()
        take_steps(steps)
        duration = time.perf_counter() - start
        warm_up += duration
        if duration < sample_seconds:
            steps = max(steps + 1, min(2 * steps, int(sample_seconds / duration * steps)))
        elif warm_up >= seconds / 10:
            break
    samples = []
    total = 0.0
    while total < seconds or len(samples) < 3:
        start = time.perf_counter()
        take_steps(steps)
        duration = time.perf_counter() - start
        total += duration
        samples.append(duration / steps)
    samples.sort()
    return samples[len(samples) // 2], samples[0]


def threads():
    """The number of threads asked for. Sets what numerical libraries read when they are loaded, so call this first."""
    count = int(sys.argv[sys.argv.index("--threads") + 1]) if "--threads" in sys.argv else os.cpu_count()
    for library in ("OMP", "OPENBLAS", "MKL"):
        os.environ[library + "_NUM_THREADS"] = str(count)
    return count


def run(name, version, modes, prepare, mnist=None, table=None):
    """The rival's main program."""
    parser = argparse.ArgumentParser(prog=name)
    parser.add_argument("--threads", type=int, help="threads to use (default: all processors)")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("serve", help="time what standard input asks for")
    commands.add_parser("mnist", help="train on MNIST and print the test error").add_argument("directory")
    commands.add_parser("table", help="train on a CSV file and print the last epoch's loss").add_argument("path")
    arguments = parser.parse_args()
    if arguments.command == "table":
        print(json.dumps({"train_loss": table(arguments.path)}))
    elif arguments.command == "mnist":
        print(json.dumps({"test_error": mnist(arguments.directory)}))
    else:
        serve(version, modes, prepare)


def serve(version, modes, prepare):
    """Answers {"workload", "mode", "seconds"} with the time of a step, and {"workload"} with the modes."""
    # What a library prints must not get among the answers.
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    print(json.dumps({"version": version}), file=answers)
    prepared = {}
    for line in sys.stdin:
        request = json.loads(line)
        workload, mode = request["workload"], request.get("mode")
        if mode is None:
            print(json.dumps({"modes": modes(workload)}), file=answers)
            continue
        try:
            if any(key[0] != workload for key in prepared):
                prepared.clear()
            if (workload, mode) not in prepared:
                prepared[workload, mode] = prepare(workload, mode)
            median, best = measure(prepared[workload, mode], request["seconds"])
            answer = {"us_per_step": median * 1e6, "best_us": best * 1e6}
        except Exception as error:  # a mode that fails is reported, and the others go on
            answer = {"error": f"{type(error).__name__}: {error}".splitlines()[0]}
        print(json.dumps(answer), file=answers)
