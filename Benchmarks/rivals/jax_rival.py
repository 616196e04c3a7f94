"""JAX: one jitted function a step, whose old weights give their memory to the new ones."""

import os

import harness

# XLA sizes its pool by the processors that the process may run on.
if harness.threads() == 1 and hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
os.environ.setdefault("JAX_PLATFORMS", "cpu")

import jax
import jax.numpy as jnp


def modes(workload):
    known = workload in harness.TRAINING or workload in harness.INFERENCE or workload in ("gelu", "relu")
    return ["jit"] if known or harness.product(workload) else []


def logits(weights, x):
    *hidden, (last, bias) = weights
    for weight, b in hidden:
        x = jax.nn.relu(x @ weight if b is None else x @ weight + b)
    return x @ last if bias is None else x @ last + bias


def loss(weights, x, y):
    log_probabilities = jax.nn.log_softmax(logits(weights, x))
    return -jnp.take_along_axis(log_probabilities, y[:, None], axis=1).mean()


def sgd(rate):
    def update(weights, state, gradients):
        return jax.tree.map(lambda w, g: w - rate * g, weights, gradients), state

    return update, lambda weights: ()


def momentum(rate, mu):
    def update(weights, velocity, gradients):
        velocity = jax.tree.map(lambda v, g: mu * v + g, velocity, gradients)
        return jax.tree.map(lambda w, v: w - rate * v, weights, velocity), velocity

    return update, lambda weights: jax.tree.map(jnp.zeros_like, weights)


def adam(rate, betas, epsilon):
    b1, b2 = betas

    def update(weights, state, gradients):
        t, m, v = state
        t = t + 1
        m = jax.tree.map(lambda m, g: b1 * m + (1 - b1) * g, m, gradients)
        v = jax.tree.map(lambda v, g: b2 * v + (1 - b2) * g * g, v, gradients)
        scale, root = rate / (1 - b1**t), 1 / jnp.sqrt(1 - b2**t)
        step = lambda w, m, v: w - scale * m / (jnp.sqrt(v) * root + epsilon)
        return jax.tree.map(step, weights, m, v), (t, m, v)

    def initial(weights):
        zeros = jax.tree.map(jnp.zeros_like, weights)
        return jnp.float32(0), zeros, jax.tree.map(jnp.copy, zeros)

    return update, initial


OPTIMIZERS = {
    "sgd": sgd(harness.SGD_RATE),
    "momentum": momentum(harness.MOMENTUM_RATE, harness.MOMENTUM),
    "adam": adam(harness.ADAM_RATE, harness.ADAM_BETAS, harness.ADAM_EPSILON),
}


def step_function(update):
    def step(weights, state, x, y):
        return update(weights, state, jax.grad(loss)(weights, x, y))

    return jax.jit(step, donate_argnums=(0, 1))


def prepare(workload, mode):
    product = harness.product(workload)
    if product:
        return prepare_product(product)
    if workload in ("gelu", "relu"):
        function = jax.nn.relu if workload == "relu" else lambda x: jax.nn.gelu(x, approximate=True)
        return repeat(jax.jit(function), jax.random.normal(jax.random.key(1), (harness.ELEMENTS,)))
    network = harness.INFERENCE.get(workload) or harness.TRAINING[workload]
    x, y = (jnp.asarray(array) for array in harness.batch(network))
    weights = jax.tree.map(jnp.asarray, harness.weights(network))
    if workload in harness.INFERENCE:
        return repeat(jax.jit(logits), weights, x)
    update, initial = OPTIMIZERS[network.optimizer]
    step = step_function(update)
    variables = [weights, initial(weights)]

    def take_steps(count):
        for _ in range(count):
            variables[:] = step(*variables, x, y)
        jax.block_until_ready(variables)

    return take_steps


def repeat(function, *arguments):
    def take_steps(count):
        for _ in range(count):
            result = function(*arguments)
        jax.block_until_ready(result)

    return take_steps


def prepare_product(product):
    keys = jax.random.split(jax.random.key(1))
    a, b = (jax.random.normal(key, shape) for key, shape in zip(keys, product.shapes))
    functions = {"nn": lambda a, b: a @ b, "tn": lambda a, b: a.T @ b, "nt": lambda a, b: a @ b.T}
    return repeat(jax.jit(functions[product.layout]), a, b)


def mnist(directory):
    x, y, test_x, test_y = harness.read_mnist(directory)
    update, initial = sgd(harness.MNIST_RATE)
    step = step_function(update)
    network = harness.Network((784, harness.HIDDEN, 10), False, harness.BATCH)
    weights = jax.tree.map(jnp.asarray, harness.weights(network))
    state = initial(weights)
    import numpy

    order = numpy.random.default_rng(0).permutation(len(x))
    for first in range(0, len(x), harness.BATCH):
        chosen = order[first : first + harness.BATCH]
        weights, state = step(weights, state, x[chosen], y[chosen])
    return float((jax.jit(logits)(weights, test_x).argmax(axis=1) != test_y).mean())


harness.run("jax", jax.__version__, modes, prepare, mnist)
