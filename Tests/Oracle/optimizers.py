#!/usr/bin/env python3
"""Writes what PyTorch's optimisers make of a linear regression in ten steps, in Float64, for the tests to compare with.

usage: optimizers.py [FILE]     (needs `pip install torch`; FILE is optimizers.txt beside this script)

Each line is a name, a colon, and W (2, 3) and b (3) after ten steps. The rate falls by a tenth of itself at each step. Lion, which
PyTorch does not have, is written out after Chen and others, 2023, algorithm 2.
"""
import os, sys
import torch

X = torch.tensor([[0.5, -1.0], [1.5, 0.25], [-0.75, 2.0]], dtype=torch.float64)
Y = torch.tensor([[1.0, 0, -1], [0.5, 2, 0], [-1.5, 1, 0.25]], dtype=torch.float64)


class Lion(torch.optim.Optimizer):
    def __init__(self, parameters, lr, betas, weight_decay=0.0):
        super().__init__(parameters, dict(lr=lr, betas=betas, weight_decay=weight_decay))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            beta1, beta2 = group["betas"]
            for w in group["params"]:
                m = self.state[w].setdefault("m", torch.zeros_like(w))
                direction = torch.sign(beta1 * m + (1 - beta1) * w.grad)
                w.mul_(1 - group["lr"] * group["weight_decay"])
                w.add_(direction, alpha=-group["lr"])
                self.state[w]["m"] = beta2 * m + (1 - beta2) * w.grad


SGD, Adam, AdamW, RMSprop, Adagrad = (
    torch.optim.SGD, torch.optim.Adam, torch.optim.AdamW, torch.optim.RMSprop, torch.optim.Adagrad)

# Name, optimiser, its arguments; "groups" spares b the decay and gives it a tenth of the rate.
CASES = [
    ("sgd", SGD, dict(lr=0.1)),
    ("sgd-l2", SGD, dict(lr=0.1, weight_decay=0.05)),
    ("momentum", SGD, dict(lr=0.05, momentum=0.9)),
    ("momentum-l2", SGD, dict(lr=0.05, momentum=0.9, weight_decay=0.05)),
    ("momentum-dampening", SGD, dict(lr=0.05, momentum=0.9, dampening=0.4)),
    ("momentum-dampening-l2", SGD, dict(lr=0.05, momentum=0.9, dampening=0.4, weight_decay=0.05)),
    ("nesterov", SGD, dict(lr=0.05, momentum=0.8, nesterov=True)),
    ("nesterov-l2", SGD, dict(lr=0.05, momentum=0.8, nesterov=True, weight_decay=0.05)),
    ("adam", Adam, dict(lr=0.05)),
    ("adam-constants", Adam, dict(lr=0.05, betas=(0.8, 0.95), eps=1e-4)),
    ("adam-l2", Adam, dict(lr=0.05, weight_decay=0.1)),
    ("adamw", AdamW, dict(lr=0.05, weight_decay=0.1)),
    ("amsgrad", Adam, dict(lr=0.05, betas=(0.8, 0.9), amsgrad=True)),
    ("amsgrad-l2", Adam, dict(lr=0.05, betas=(0.8, 0.9), amsgrad=True, weight_decay=0.1)),
    ("amsgradw", AdamW, dict(lr=0.05, betas=(0.8, 0.9), amsgrad=True, weight_decay=0.1)),
    ("rmsprop", RMSprop, dict(lr=0.02)),
    ("rmsprop-constants", RMSprop, dict(lr=0.02, alpha=0.9, eps=1e-3)),
    ("rmsprop-l2", RMSprop, dict(lr=0.02, weight_decay=0.1)),
    ("rmsprop-momentum", RMSprop, dict(lr=0.01, alpha=0.9, momentum=0.6)),
    ("rmsprop-centered", RMSprop, dict(lr=0.02, alpha=0.8, centered=True, eps=1e-2)),
    ("rmsprop-centered-momentum", RMSprop, dict(lr=0.01, alpha=0.8, momentum=0.6, centered=True, eps=1e-2, weight_decay=0.1)),
    ("adagrad", Adagrad, dict(lr=0.1)),
    ("adagrad-settings", Adagrad, dict(lr=0.1, lr_decay=0.3, initial_accumulator_value=0.2, eps=1e-3)),
    ("adagrad-l2", Adagrad, dict(lr=0.1, weight_decay=0.1)),
    ("lion", Lion, dict(lr=0.02, betas=(0.9, 0.99))),
    ("lion-decay", Lion, dict(lr=0.02, betas=(0.8, 0.95), weight_decay=0.5)),
    ("groups", AdamW, dict(lr=0.05, weight_decay=0.1)),
    ("clip-norm", SGD, dict(lr=0.1)),
    ("clip-value", SGD, dict(lr=0.1)),
]


def run(name, optimizer, arguments):
    w = torch.tensor([[0.1, -0.2, 0.3], [0.4, 0.5, -0.6]], dtype=torch.float64, requires_grad=True)
    b = torch.tensor([0, 0.1, -0.1], dtype=torch.float64, requires_grad=True)
    parameters = [w, b]
    if name == "groups":
        parameters = [dict(params=[w]), dict(params=[b], lr=arguments["lr"] / 10, weight_decay=0.0)]
    procedure = optimizer(parameters, **arguments)
    rates = [group["lr"] for group in procedure.param_groups]
    for step in range(10):
        for group, rate in zip(procedure.param_groups, rates):
            group["lr"] = rate * 0.9**step
        procedure.zero_grad()
        ((X @ w + b - Y) ** 2).mean().backward()
        if name == "clip-norm":
            # PyTorch's own adds 1e-6 to the norm.
            norm = torch.sqrt((w.grad**2).sum() + (b.grad**2).sum())
            for parameter in (w, b):
                parameter.grad.mul_(min(1.0, 0.5 / float(norm)))
        if name == "clip-value":
            torch.nn.utils.clip_grad_value_([w, b], 0.2)
        procedure.step()
    numbers = torch.cat([w.detach().reshape(-1), b.detach()])
    return name + ": " + " ".join("%.16g" % float(number) for number in numbers)


if __name__ == "__main__":
    path = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "optimizers.txt")
    with open(path, "w") as file:
        for case in CASES:
            file.write(run(*case) + "\n")
    print("%d cases in %s (PyTorch %s)" % (len(CASES), path, torch.__version__))
