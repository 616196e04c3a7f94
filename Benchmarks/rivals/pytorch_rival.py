"""PyTorch: eager and compiled, with the fused optimisers and without."""

import harness

THREADS = harness.threads()

import torch
from torch import nn

torch.set_num_threads(THREADS)


def modes(workload):
    if workload in harness.TRAINING:
        return ["eager", "eager, fused optimizer", "compiled", "compiled, fused optimizer"]
    if workload in harness.INFERENCE or workload in ("gelu", "relu"):
        return ["eager", "compiled"]
    return ["eager"] if harness.product(workload) else []


def multilayer_perceptron(network):
    modules = []
    for inputs, outputs in network.layers:
        modules += [nn.Linear(inputs, outputs, bias=network.bias), nn.ReLU()]
    return nn.Sequential(*modules[:-1])


def optimizer(kind, parameters, fused):
    parameters = list(parameters)
    if kind == "sgd":
        return torch.optim.SGD(parameters, lr=harness.SGD_RATE, fused=fused)
    if kind == "momentum":
        return torch.optim.SGD(parameters, lr=harness.MOMENTUM_RATE, momentum=harness.MOMENTUM, fused=fused)
    return torch.optim.Adam(
        parameters, lr=harness.ADAM_RATE, betas=harness.ADAM_BETAS, eps=harness.ADAM_EPSILON, fused=fused
    )


def prepare(workload, mode):
    product = harness.product(workload)
    if product:
        return prepare_product(product)
    if workload in ("gelu", "relu"):
        return prepare_activation(workload, mode)
    network = harness.INFERENCE.get(workload) or harness.TRAINING[workload]
    x, y = (torch.from_numpy(array) for array in harness.batch(network))
    model = multilayer_perceptron(network)
    if workload in harness.INFERENCE:
        model.eval()
        return repeat(torch.compile(model) if mode == "compiled" else model, x)

    def loss_of(x, y):
        return nn.functional.cross_entropy(model(x), y)

    update = optimizer(network.optimizer, model.parameters(), fused=mode.endswith("fused optimizer"))
    step = update.step
    if mode.startswith("compiled"):
        loss_of = torch.compile(loss_of)
        if mode == "compiled":
            step = torch.compile(update.step)

    def take_steps(count):
        for _ in range(count):
            update.zero_grad()
            loss_of(x, y).backward()
            step()

    return take_steps


def repeat(function, *arguments):
    def take_steps(count):
        with torch.inference_mode():
            for _ in range(count):
                function(*arguments)

    return take_steps


def prepare_activation(name, mode):
    def gelu(x):
        return nn.functional.gelu(x, approximate="tanh")

    function = gelu if name == "gelu" else torch.relu
    return repeat(torch.compile(function) if mode == "compiled" else function, torch.randn(harness.ELEMENTS))


def prepare_product(product):
    a, b = (torch.randn(shape) for shape in product.shapes)
    a, b = a.T if product.layout == "tn" else a, b.T if product.layout == "nt" else b
    c = torch.empty(product.m, product.n)
    return repeat(lambda: torch.mm(a, b, out=c))


def mnist(directory):
    x, y, test_x, test_y = (torch.from_numpy(array) for array in harness.read_mnist(directory))
    y = y.long()
    torch.manual_seed(0)
    model = multilayer_perceptron(harness.Network((784, harness.HIDDEN, 10), False, harness.BATCH))
    update = torch.optim.SGD(model.parameters(), lr=harness.MNIST_RATE)
    for chosen in torch.randperm(len(x)).split(harness.BATCH):
        update.zero_grad()
        nn.functional.cross_entropy(model(x[chosen]), y[chosen]).backward()
        update.step()
    with torch.inference_mode():
        return float((model(test_x).argmax(dim=1) != test_y).float().mean())


harness.run("pytorch", torch.__version__, modes, prepare, mnist)
