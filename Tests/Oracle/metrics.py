#!/usr/bin/env python3
"""Writes scikit-learn's figures of classifiers and of predicted numbers, for examples that the tests draw too.

usage: metrics.py [FILE]      writes metrics.txt beside this script

Needs `pip install scikit-learn`. A line is: the kind, the number of classes (or of numbers an example), how scores are drawn, and figures
by name, those of classes with a number behind it. Expected calibration error, which scikit-learn has not, is written down from its definition.
"""
import os, sys, warnings
import numpy as np
from sklearn import metrics as sk

warnings.filterwarnings("ignore")
MASK, COUNT = (1 << 64) - 1, 200


def draw(seed, *shape):
    """The generator of draw.py, without PyTorch."""
    numbers = []
    for _ in range(int(np.prod(shape))):
        seed = (seed * 6364136223846793005 + 1442695040888963407) & MASK
        numbers.append((seed >> 11) / (1 << 53))
    return np.array(numbers).reshape(shape)


def examples(classes, kind):
    """Logits and labels: coarse logits have ties, rare labels prefer the first classes, absent ones leave out the last."""
    logits = 6 * draw(classes, COUNT, classes) - 3
    u = draw(classes + 100, COUNT)
    labels = np.floor((u * u * u if kind == "rare" else u) * (classes - 1 if kind == "absent" else classes)).astype(int)
    # So that the labels are not independent of the logits.
    logits[np.arange(COUNT), labels] += 1
    return (np.floor(logits * 4) / 4 if kind == "coarse" else logits), labels


def calibration_error(p, labels):
    confidence, right, error = p.max(1), p.argmax(1) == labels, 0.0
    edges = np.linspace(0, 1, 16)
    for low, high in zip(edges[:-1], edges[1:]):
        inside = (confidence > low) & (confidence <= high)
        if inside.any():
            error += inside.mean() * abs(right[inside].mean() - confidence[inside].mean())
    return error


def of_classes(classes, kind):
    logits, labels = examples(classes, kind)
    p = np.exp(logits - logits.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    predicted, known = logits.argmax(1), [c for c in range(classes) if (labels == c).any()]
    result = {"balanced_accuracy": sk.balanced_accuracy_score(labels, predicted)}
    for k in (2, 5):
        if k < classes:
            result[f"top_{k}_accuracy"] = sk.top_k_accuracy_score(labels, logits, k=k, labels=range(classes))
    for name, score in ("precision", sk.precision_score), ("recall", sk.recall_score), ("f1", sk.f1_score):
        result[name + "_macro"] = score(labels, predicted, average="macro", zero_division=0)
        for c, value in enumerate(score(labels, predicted, average=None, labels=range(classes), zero_division=0)):
            result[f"{name}_{c}"] = value
    for name, score in ("auc", sk.roc_auc_score), ("average_precision", sk.average_precision_score):
        scores = (lambda c: (logits[:, c] - logits[:, 1 - c])) if classes == 2 else (lambda c: p[:, c])
        each = {c: score((labels == c).astype(int), scores(c)) for c in known}
        result[name] = each[1] if classes == 2 else np.mean(list(each.values()))
        result.update({f"{name}_{c}": value for c, value in each.items()})
    result["log_loss"] = sk.log_loss(labels, p, labels=range(classes))
    onehot = np.eye(classes)[labels]
    result["brier"] = sk.brier_score_loss(labels, p, labels=list(range(classes)), scale_by_half=classes == 2) if classes > 2 else \
        sk.brier_score_loss(labels, p[:, 1])
    assert abs(result["brier"] * (2 if classes == 2 else 1) - ((p - onehot) ** 2).sum(1).mean()) < 1e-14
    result["calibration_error"] = calibration_error(p, labels)
    return result


def of_numbers(numbers):
    p, t = draw(numbers + 7, 51, numbers) * 8, draw(numbers + 70, 51, numbers) * 8
    t = t + p
    result = {"mae": sk.mean_absolute_error(t, p), "rmse": sk.root_mean_squared_error(t, p), "r2": sk.r2_score(t, p),
              "median_absolute_error": sk.median_absolute_error(t, p)}
    result["median_of_even"] = sk.median_absolute_error(t[:50], p[:50])
    return result


def main():
    target = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "metrics.txt")
    with open(target, "w") as out:
        def write(*words, figures):
            out.write("\t".join(map(str, words)) + "\t" + " ".join(f"{n}={float(v)!r}" for n, v in figures.items()) + "\n")
        for classes, kind in (2, "fine"), (2, "coarse"), (2, "rare"), (3, "fine"), (7, "rare"), (4, "absent"):
            write("classes", classes, kind, figures=of_classes(classes, kind))
        for numbers in (1, 3):
            write("numbers", numbers, "fine", figures=of_numbers(numbers))


if __name__ == "__main__":
    main()
