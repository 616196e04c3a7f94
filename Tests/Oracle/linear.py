#!/usr/bin/env python3
"""Writes what scikit-learn's linear models come to, for examples that the tests draw too.

usage: linear.py [FILE]      writes linear.txt beside this script

Needs `pip install scikit-learn`. A line is: the kind, the number of classes (or of numbers an example), the penalty λ of ½λ‖W‖² beside the
sum of the examples' losses, what column 2 is multiplied by, and the weights by rows with the intercepts last. Of two classes they are those of
class 1 minus those of class 0. No solver of logistic regression there finds the optimum where a column is 10⁸ times as large.
"""
import os, sys
import numpy as np
from sklearn.linear_model import LogisticRegression, Ridge
from metrics import draw

COUNT, COLUMNS = 80, 5


def columns(seed):
    """Numbers of different size, the last of them the sum of two others: without a penalty no weights are the best."""
    x = 2 * draw(seed, COUNT, COLUMNS) - 1
    x[:, 1] = 20 * x[:, 1] + 5
    x[:, 4] = x[:, 0] + x[:, 2]
    return x


def text(weights, intercepts):
    return " ".join(repr(float(v)) for v in np.concatenate([np.asarray(weights).T.reshape(-1), np.reshape(intercepts, -1)]))


def main():
    target = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "linear.txt")
    with open(target, "w") as out:
        for classes, penalty, unit in (2, 1.0, 1), (3, 1.0, 1), (3, 0.01, 1), (6, 5.0, 1), (3, 1.0, 1e-8), (3, 1.0, 1e3):
            x = columns(classes)
            labels = np.floor(draw(classes + 100, COUNT) * classes).astype(int)
            x[:, 0] += labels
            x[:, 4] += labels
            x[:, 2] *= unit
            # Two weights that differ by w and share it evenly cost ¼‖w‖².
            c = (2 if classes == 2 else 1) / penalty
            model = LogisticRegression(C=c, solver="newton-cg", tol=1e-12, max_iter=10000).fit(x, labels)
            intercepts = model.intercept_ - (0 if classes == 2 else model.intercept_.mean())
            out.write(f"logistic\t{classes}\t{penalty}\t{unit}\t{text(model.coef_, intercepts)}\n")
        for numbers, penalty, unit in (1, 1.0, 1), (2, 1e-3, 1), (1, 1.0, 1e-8), (2, 1.0, 1e-12), (2, 1.0, 1e8):
            x = columns(numbers + 50)
            y = x[:, :numbers] * 3 + draw(numbers + 200, COUNT, numbers)
            x[:, 2] *= unit
            model = Ridge(alpha=penalty, solver="cholesky").fit(x, y)
            out.write(f"ridge\t{numbers}\t{penalty}\t{unit}\t{text(model.coef_, model.intercept_)}\n")


if __name__ == "__main__":
    main()
