"""NumPy: the two-layer network with its gradients written out."""

import harness

harness.threads()

import numpy

TWO_LAYERS = [name for name, network in harness.TRAINING.items() if len(network.sizes) == 3 and not network.bias]


def modes(workload):
    known = workload in TWO_LAYERS or workload in harness.INFERENCE or harness.product(workload)
    return ["arrays"] if known else []


def step(x, y, w1, w2, rate):
    """One step of plain SGD on mean softmax cross-entropy, in place."""
    rows = numpy.arange(len(y))
    hidden = numpy.maximum(x @ w1, 0)
    logits = hidden @ w2
    logits -= logits.max(axis=1, keepdims=True)
    g = numpy.exp(logits)
    g /= g.sum(axis=1, keepdims=True)
    g[rows, y] -= 1
    g *= numpy.float32(rate / len(y))
    g1 = g @ w2.T
    g1 *= hidden > 0
    w2 -= hidden.T @ g
    w1 -= x.T @ g1


def prepare(workload, mode):
    product = harness.product(workload)
    if product:
        return prepare_product(product)
    if workload in harness.INFERENCE:
        return prepare_inference(harness.INFERENCE[workload])
    network = harness.TRAINING[workload]
    x, y = harness.batch(network)
    (w1, _), (w2, _) = harness.weights(network)

    def take_steps(count):
        for _ in range(count):
            step(x, y, w1, w2, harness.SGD_RATE)

    return take_steps


def prepare_inference(network):
    x, _ = harness.batch(network)
    (w1, b1), (w2, b2) = harness.weights(network)

    def take_steps(count):
        for _ in range(count):
            hidden = x @ w1
            hidden += b1
            numpy.maximum(hidden, 0, out=hidden)
            hidden @ w2 + b2

    return take_steps


def prepare_product(product):
    random = numpy.random.default_rng(1)
    a, b = (random.standard_normal(shape, dtype=numpy.float32) for shape in product.shapes)
    a, b = a.T if product.layout == "tn" else a, b.T if product.layout == "nt" else b
    c = numpy.empty((product.m, product.n), numpy.float32)

    def take_steps(count):
        for _ in range(count):
            numpy.matmul(a, b, out=c)

    return take_steps


def mnist(directory):
    x, y, test_x, test_y = harness.read_mnist(directory)
    network = harness.Network((784, harness.HIDDEN, 10), False, harness.BATCH)
    (w1, _), (w2, _) = harness.weights(network)
    order = numpy.random.default_rng(0).permutation(len(x))
    for first in range(0, len(x), harness.BATCH):
        chosen = order[first : first + harness.BATCH]
        step(x[chosen], y[chosen], w1, w2, harness.MNIST_RATE)
    predictions = (numpy.maximum(test_x @ w1, 0) @ w2).argmax(axis=1)
    return float((predictions != test_y).mean())


harness.run("numpy", numpy.__version__, modes, prepare, mnist)
