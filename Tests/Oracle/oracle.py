#!/usr/bin/env python3
"""Writes what PyTorch computes for some hundred operations, in Float64, for the tests to compare with.

usage: oracle.py [FILE]     (needs `pip install torch numpy`; FILE is cases.txt beside this script)

A case is an operation with attributes, the shapes of its inputs and a seed. The inputs are not written: both sides draw them
from the seed with one linear congruential generator (`draw`). Written are, line by line,
  case OPERATION key=value ...
  y    the value of the operation, y = f(x0, x1, ...), after its shape and a colon
  g    for each input its gradient: d/dx of L = sum(w*y*y), with weights w that are drawn after the inputs
  h    for each input its second gradient: d/dx of sum(v*dL/dx) over the inputs, with v drawn after w; left out where PyTorch
       has no second derivative or the case has the attribute first.
"""
import os, sys
import torch
import torch.nn.functional as F
from cases import cases
from draw import Draw, text

def dimensions(shape):
    return "x".join(str(length) for length in shape) or "-"


def run(out, number, operation, function, attributes, shapes, low, high):
    draw = Draw(number)
    inputs = [draw.tensor(shape, low, high).requires_grad_() for shape in shapes]
    y = function(*inputs, **attributes)
    words = [operation] + [f"{key}={value}" for key, value in attributes.items()]
    words += [f"shapes={'/'.join(dimensions(shape) for shape in shapes)}", f"low={low}", f"high={high}", f"seed={number}"]
    out.write("case " + " ".join(words).replace(", ", ",") + "\n")
    out.write(f"y {dimensions(y.shape)}: {text(y.detach())}\n")
    loss = (draw.tensor(y.shape) * y * y).sum()
    gradients = torch.autograd.grad(loss, inputs, create_graph=True, allow_unused=True)
    gradients = [torch.zeros_like(x) if g is None else g for g, x in zip(gradients, inputs)]
    for gradient in gradients:
        out.write("g " + text(gradient.detach()) + "\n")
    product = sum((draw.tensor(g.shape) * g).sum() for g in gradients)
    if not product.requires_grad:
        second = [torch.zeros_like(x) for x in inputs]
    else:
        second = torch.autograd.grad(product, inputs, allow_unused=True)
        second = [torch.zeros_like(x) if g is None else g for g, x in zip(second, inputs)]
    for gradient in second:
        out.write("h " + text(gradient) + "\n")


def main():
    path = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "cases.txt")
    torch.set_num_threads(1)
    with open(path, "w") as out:
        number = 0
        for operation, function, attributes, shapes, low, high in cases():
            number += 1
            run(out, number, operation, function, attributes, shapes, low, high)
    print(f"{number} cases, {os.path.getsize(path)} bytes, PyTorch {torch.__version__}")


main()
