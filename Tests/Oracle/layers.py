#!/usr/bin/env python3
"""Writes what PyTorch's layers give, in Float64, for the tests to compare with.

usage: layers.py [FILE]     (needs `pip install torch`; FILE is layers.txt beside this script)

Inputs and parameters are drawn by both sides with one linear congruential generator (see draw.py): x first, then the layer's
parameters in their order. Written are, after `case NAME`, line by line: y, the result; g, the gradient of sum(w*y*y) for x (unless
x holds numbers of rows) and for each parameter, w drawn last; s, each running statistic after the pass; e, the result in evaluation.
"""
import os, sys
import torch
from draw import Draw, text

nn = torch.nn


def integers(draw, shape, count):
    return (draw.tensor(shape, 0.0, 1.0) * count).long()


# Name, layer, shape of x, rows of a table if x holds their numbers.
CASES = [
    ("batch-norm-rows", lambda: nn.BatchNorm1d(3), (5, 3), None),
    ("batch-norm-momentum", lambda: nn.BatchNorm1d(3, eps=1e-3, momentum=0.3), (6, 3), None),
    ("batch-norm-plain", lambda: nn.BatchNorm1d(3, affine=False), (4, 3), None),
    ("batch-norm-untracked", lambda: nn.BatchNorm1d(3, track_running_stats=False), (4, 3), None),
    ("batch-norm-sequences", lambda: nn.BatchNorm1d(2), (3, 2, 4), None),
    ("batch-norm-pictures", lambda: nn.BatchNorm2d(2), (3, 2, 3, 2), None),
    ("layer-norm", lambda: nn.LayerNorm(5), (3, 5), None),
    ("layer-norm-axes", lambda: nn.LayerNorm((2, 3), eps=1e-3), (4, 2, 3), None),
    ("layer-norm-no-bias", lambda: nn.LayerNorm(4, bias=False), (2, 3, 4), None),
    ("layer-norm-plain", lambda: nn.LayerNorm(4, elementwise_affine=False), (3, 4), None),
    ("rms-norm", lambda: nn.RMSNorm(5, eps=1e-5), (3, 5), None),
    ("rms-norm-axes", lambda: nn.RMSNorm((2, 3), eps=1e-2), (4, 2, 3), None),
    ("rms-norm-plain", lambda: nn.RMSNorm(4, eps=1e-5, elementwise_affine=False), (3, 4), None),
    ("embedding", lambda: nn.Embedding(5, 3), (4,), 5),
    ("embedding-axes", lambda: nn.Embedding(4, 2), (2, 3), 4),
    ("embedding-padding", lambda: nn.Embedding(5, 3, padding_idx=1), (3, 4), 5),
    ("prelu", lambda: nn.PReLU(), (4, 3), None),
    ("prelu-features", lambda: nn.PReLU(3), (2, 3, 2), None),
]


def run(name, make, shape, rows):
    draw = Draw(len(name) * 1000 + 7)
    x = integers(draw, shape, rows) if rows else draw.tensor(shape)
    layer = make().double()
    with torch.no_grad():
        for parameter in layer.parameters():
            parameter.copy_(draw.tensor(parameter.shape, 0.5, 1.5))
        if getattr(layer, "padding_idx", None) is not None:
            layer.weight[layer.padding_idx] = 0  # as PyTorch makes it; there it could be set to something else afterwards
    inputs = [] if rows else [x]
    for tensor in inputs:
        tensor.requires_grad_()
    y = layer(x)
    w = draw.tensor(y.shape)
    gradients = torch.autograd.grad((w * y * y).sum(), inputs + list(layer.parameters()))
    lines = ["case " + name, "y " + text(y.detach())] + ["g " + text(g) for g in gradients]
    lines += ["s " + text(s) for key, s in layer.named_buffers() if s.dtype == torch.float64]
    layer.eval()
    return lines + ["e " + text(layer(x).detach())]


if __name__ == "__main__":
    path = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "layers.txt")
    with open(path, "w") as file:
        for case in CASES:
            file.write("\n".join(run(*case)) + "\n")
    print("%d cases in %s (PyTorch %s)" % (len(CASES), path, torch.__version__))
