#!/usr/bin/env python3
"""Writes PyTorch's values, gradients and gradients of gradients of random compositions of operations, in Float64.

usage: programs.py [FILE]      writes programs.txt beside this script

Needs `pip install torch`. A line is one program, its parts separated by tabs: the seed that its inputs are drawn from, uniform in
-1.5...1.5; their shapes; the steps, each an operation and the numbers of earlier values (first the inputs, then the results) and of an axis
or a row; the value of sum(mean(tanh(v)) for all values v); its gradients; and those of the sum of the squares of the gradients.
"""
import os, random, sys
import torch
from draw import Draw, text

PROGRAMS = 120


def column(x, axis):
    return torch.narrow(x, axis, 0, (x.shape[axis] + 1) // 2)


UNARY = {
    "tanh": torch.tanh, "sigmoid": torch.sigmoid, "softplus": torch.nn.functional.softplus, "sin": torch.sin,
    "exp-tanh": lambda x: torch.exp(torch.tanh(x)), "relu": torch.relu, "abs": torch.abs, "erf": torch.erf,
    "clamp": lambda x: torch.clamp(x, -1, 1), "log": lambda x: torch.log(1.5 + x * x), "sqrt": lambda x: torch.sqrt(0.5 + x * x),
    "gelu": torch.nn.functional.gelu, "transpose": lambda x: x.T, "column": lambda x: x.reshape(-1, 1),
    "gram": lambda x: torch.tanh(x) @ x.T,
}
BINARY = {
    "add": torch.add, "subtract": torch.sub, "multiply": lambda a, b: torch.tanh(a) * b,
    "divide": lambda a, b: a / (2 + torch.tanh(b)), "max": torch.maximum, "min": torch.minimum,
    "select": lambda a, b: torch.where(a < b, torch.sin(a), torch.cos(b)),
}
AXIS = {
    "mean": lambda x, k: x.mean(k, keepdim=True), "sum": lambda x, k: x.sum(k, keepdim=True) / x.shape[k],
    "largest": lambda x, k: x.amax(k, keepdim=True), "log-sum-exp": lambda x, k: x.logsumexp(k, keepdim=True),
    "softmax": torch.softmax, "log-softmax": torch.log_softmax,
    "cumulative-sum": lambda x, k: x.cumsum(k) / x.shape[k], "cumulative-product": lambda x, k: torch.tanh(x).cumprod(k),
    "variance": lambda x, k: x.var(k, keepdim=True, correction=0), "norm": lambda x, k: (1 + x * x).norm(2, k, keepdim=True),
    "sorted": lambda x, k: x.sort(k).values, "flipped": lambda x, k: x.flip(k), "rolled": lambda x, k: x.roll(1, k),
    "joined": lambda x, k: torch.cat([x, torch.sin(x)], k), "half": column,
    "rows": lambda x, k: x[[k % x.shape[0], 0, k % x.shape[0]]],
}


def fits(a, b):
    return all(m == n or m == 1 or n == 1 for m, n in zip(a.shape, b.shape))


def run(steps, inputs):
    values = list(inputs)
    for name, *numbers in steps:
        x = values[numbers[0]]
        values.append(
            UNARY[name](x) if name in UNARY
            else BINARY[name](x, values[numbers[1]]) if name in BINARY else AXIS[name](x, numbers[1]))
    return sum(torch.tanh(v).mean() for v in values)


def program(seed):
    rng = random.Random(seed)
    shapes = [(m := rng.randint(1, 3), n := rng.randint(1, 3)), (1, n), (m, 1)]
    values = [torch.empty(s) for s in shapes]
    steps = []
    for _ in range(3 + seed % 12):
        i = rng.randrange(len(values))
        kind = rng.choice(["unary", "binary", "binary", "axis", "axis"])
        name = rng.choice(list({"unary": UNARY, "binary": BINARY, "axis": AXIS}[kind]))
        other = rng.choice([j for j, v in enumerate(values) if fits(values[i], v)])
        step = [name, i] + ([other] if kind == "binary" else [rng.randrange(2)] if kind == "axis" else [])
        result = UNARY[name](values[i]) if kind == "unary" else (BINARY if kind == "binary" else AXIS)[name](
            values[i], values[other] if kind == "binary" else step[2])
        if result.numel() > 30:
            continue
        steps.append(step)
        values.append(result)
    return shapes, steps


def numbers(tensors):
    return "/".join(text(t.detach()) for t in tensors)


def main():
    path = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "programs.txt")
    with open(path, "w") as file:
        for seed in range(PROGRAMS):
            shapes, steps = program(seed)
            draw = Draw(seed)
            inputs = [draw.tensor(s, -1.5, 1.5).requires_grad_() for s in shapes]
            value = run(steps, inputs)
            first = torch.autograd.grad(value, inputs, create_graph=True)
            second = torch.autograd.grad(sum((g * g).sum() for g in first), inputs)
            words = [" ".join(map(str, step)) for step in steps]
            shape_words = ["x".join(map(str, s)) for s in shapes]
            parts = [str(seed), " ".join(shape_words), ", ".join(words), text(value.detach()), numbers(first), numbers(second)]
            file.write("\t".join(parts) + "\n")


main()
