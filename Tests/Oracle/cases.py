"""The cases: each operation in PyTorch's words, with the attributes, shapes and ranges that it is tried with.

An attribute's value is a number, a list of numbers or a word; the test reads it in the same form.
"""
import itertools
import torch
import torch.nn.functional as F


def integers(values):
    return torch.tensor(values, dtype=torch.int64)


def cases():
    """Yields (operation, function, attributes, shapes, low, high)."""
    for family in (elementwise, activations, reductions, softmaxes, products, cumulative, movements, indexing, matrices, einsums, losses):
        for case in family():
            name, function, attributes, *shapes = case[0]
            low, high = case[1] if len(case) > 1 else (-2.0, 2.0)
            yield name, function, attributes, shapes, low, high


POSITIVE = (0.5, 2.0)
BROADCASTS = [((2, 3), (2, 3)), ((2, 3), (3,)), ((2, 1, 3), (4, 1)), ((2, 3), ()), ((1, 4), (3, 1))]


def elementwise():
    pairs = {
        "add": torch.add, "subtract": torch.sub, "multiply": torch.mul, "maximum": torch.maximum, "minimum": torch.minimum,
    }
    for name, function in pairs.items():
        for a, b in BROADCASTS:
            yield (name, function, {}, a, b),
    for name, function in {"divide": torch.div, "power": torch.pow}.items():
        for a, b in BROADCASTS:
            yield (name, function, {}, a, b), POSITIVE
    for shapes in [((2, 3), (3,)), ((3,), (2, 3))]:
        yield ("where", lambda a, b: torch.where(a > b, a * b, b), {}, *shapes),
    singles = {
        "negate": torch.neg, "squared": torch.square, "exp": torch.exp, "abs": torch.abs, "tanh": torch.tanh,
        "sigmoid": torch.sigmoid, "softplus": F.softplus, "erf": torch.erf, "sin": torch.sin, "cos": torch.cos,
        "relu": torch.relu, "expm1": torch.expm1, "sign": torch.sign, "floor": torch.floor, "ceil": torch.ceil,
        "round": torch.round, "normalCDF": torch.special.ndtr,
    }
    for name, function in singles.items():
        for range in [(-2.0, 2.0), (-6.0, 6.0)]:
            yield (name, function, {}, (7,)), range
    for range in [(-1e-6, 1e-6), (-0.9, 5.0)]:
        yield ("log1p", torch.log1p, {}, (7,)), range
    yield ("expm1", torch.expm1, {}, (7,)), (-1e-6, 1e-6)
    yield ("tan", torch.tan, {}, (7,)), (-1.3, 1.3)
    positive = {
        "log": torch.log, "sqrt": torch.sqrt, "log2": torch.log2, "log10": torch.log10, "reciprocal": torch.reciprocal,
    }
    for name, function in positive.items():
        for range in [(0.5, 2.0), (0.01, 50.0)]:
            yield (name, function, {}, (7,)), range
    for exponent in [2.5, -1, 3]:
        yield ("powerNumber", lambda x, p: torch.pow(x, p), {"p": exponent}, (5,)), POSITIVE
    yield ("clamped", lambda x, low_, high_: torch.clamp(x, low_, high_), {"low_": -0.7, "high_": 0.9}, (8,)),


def activations():
    formulas = {
        "identity": lambda x: x * 1, "relu": F.relu, "leaky-relu": lambda x: F.leaky_relu(x, 0.01), "elu": F.elu,
        "selu": F.selu, "sigmoid": torch.sigmoid, "tanh": torch.tanh, "softplus": F.softplus, "softsign": F.softsign,
        "silu": F.silu, "gelu": F.gelu, "gelu-tanh": lambda x: F.gelu(x, approximate="tanh"), "mish": F.mish,
        "hard-sigmoid": lambda x: torch.clamp(x + 3, 0, 6) / 6, "hard-swish": lambda x: x * torch.clamp(x + 3, 0, 6) / 6,
        "sin": torch.sin, "cos": torch.cos, "square": torch.square, "relu6": F.relu6,
        "hardtanh": F.hardtanh, "celu": F.celu,
    }
    for name, function in formulas.items():
        for range in [(-2.0, 2.0), (-8.0, 8.0)]:
            yield ("activation", lambda x, name, function=function: function(x), {"name": name}, (6,)), range
    bent = {
        "leakyReLU": lambda x, by: F.leaky_relu(x, by), "elu": lambda x, by: F.elu(x, by),
        "celu": lambda x, by: F.celu(x, by), "softplus(beta:)": lambda x, by: F.softplus(x, by, threshold=1000),
    }
    for name, function in bent.items():
        for by in [0.25, 2.5]:
            yield (name, function, {"by": by}, (6,)), (-4.0, 4.0)


def subsets(rank):
    for count in range(rank + 1):
        yield from itertools.combinations(range(rank), count)


def reductions():
    functions = {
        "sum": lambda x, axes, keep: x.sum(axes, keepdim=keep == 1),
        "mean": lambda x, axes, keep: x.mean(axes, keepdim=keep == 1),
        "max": lambda x, axes, keep: torch.amax(x, axes, keepdim=keep == 1),
        "min": lambda x, axes, keep: torch.amin(x, axes, keepdim=keep == 1),
        "logSumExp": lambda x, axes, keep: torch.logsumexp(x, axes, keepdim=keep == 1),
    }
    for name, function in functions.items():
        for keep, axes in enumerate([[0], [1], [-1], [0, 2], [0, 1, 2]]):
            yield (name, function, {"axes": axes, "keep": keep % 2}, (2, 3, 2)),
    for unbiased, axes in itertools.product([0, 1], [[0], [-1], [0, 1], [0, 2]]):
        attributes = {"axes": axes, "unbiased": unbiased}
        yield ("variance", lambda x, axes, unbiased: x.var(axes, correction=unbiased), attributes, (3, 2, 3)),
        yield ("standardDeviation", lambda x, axes, unbiased: x.std(axes, correction=unbiased), attributes, (3, 2, 3)),
    for axis in [0, 1, -1]:
        yield ("product", lambda x, axis: x.prod(axis), {"axis": axis}, (2, 3, 2)),
        yield ("productOfZeros", lambda x, axis: (x * (x > -0.5)).prod(axis), {"axis": axis}, (3, 3)), (-1.0, 1.0)
    yield ("productOfAll", lambda x: x.prod(), {}, (2, 3)),
    for p, axes in itertools.product([1, 2, 3, 2.5, "inf"], [[0], [-1], [0, 1]]):
        yield ("norm", lambda x, p, axes: torch.linalg.vector_norm(x, float(p), axes), {"p": p, "axes": axes}, (3, 4)),
    for axis in [0, -1]:
        yield ("maxWithIndex", lambda x, axis: x.max(axis).values, {"axis": axis}, (3, 4)),
        yield ("minWithIndex", lambda x, axis: x.min(axis).values, {"axis": axis}, (3, 4)),
        yield ("median", lambda x, axis: torch.quantile(x, 0.5, dim=axis), {"axis": axis}, (3, 4)),


def softmaxes():
    for axis in [0, 1, -1]:
        for range in [(-2.0, 2.0), (-20.0, 20.0)]:
            yield ("softmax", lambda x, axis: torch.softmax(x, axis), {"axis": axis}, (2, 3, 3)), range
            yield ("logSoftmax", lambda x, axis: torch.log_softmax(x, axis), {"axis": axis}, (2, 3, 3)), range


def products():
    for a, b in itertools.product([0, 1], [0, 1]):
        def matmul(x, y, a, b):
            return (x.mT if a else x) @ (y.mT if b else y)
        left, right = ((3, 2) if a else (2, 3)), ((4, 3) if b else (3, 4))
        for batch in [((), ()), ((2,), (2,)), ((2,), ()), ((), (3,)), ((2, 1), (3,))]:
            yield ("matmul", matmul, {"a": a, "b": b}, batch[0] + left, batch[1] + right),
    for shapes in [((3,), (3,)), ((2, 3), (3,)), ((2,), (2, 3)), ((2, 2, 3), (3,))]:
        yield ("matmul", lambda x, y, a, b: x @ y, {"a": 0, "b": 0}, *shapes),
    yield ("dot", torch.dot, {}, (4,), (4,)),
    yield ("outer", torch.outer, {}, (3,), (4,)),
    for shape in [(3,), (2, 3), (2, 2, 3)]:
        yield ("linear", lambda x, w, b: x @ w + b, {}, shape, (3, 2), (2,)),


def cumulative():
    def flipped(function):
        return lambda x, axis, reversed: function(x.flip(axis), axis).flip(axis) if reversed else function(x, axis)
    for axis, reversed in itertools.product([0, 1, -1], [0, 1]):
        attributes = {"axis": axis, "reversed": reversed}
        yield ("cumulativeSum", flipped(torch.cumsum), attributes, (2, 3, 2)),
        yield ("cumulativeProduct", flipped(torch.cumprod), attributes, (2, 3, 2)),
    for axis in [0, 1]:
        zeros = lambda x, axis: torch.cumprod(x * (x > -0.5), axis)
        yield ("cumulativeProductOfZeros", zeros, {"axis": axis}, (4, 3)), (-1.0, 1.0)
    for axis, order in [(0, 1), (-1, 1), (1, 2), (0, 3)]:
        yield ("differences", lambda x, axis, order: torch.diff(x, n=order, dim=axis), {"axis": axis, "order": order}, (4, 3)),
    for axis, descending in itertools.product([0, -1], [0, 1]):
        sort = lambda x, axis, descending: x.sort(axis, descending=descending == 1).values
        yield ("sorted", sort, {"axis": axis, "descending": descending}, (3, 4)),
        topk = lambda x, k, axis, largest: x.topk(k, axis, largest=largest == 1).values
        yield ("topK", topk, {"k": 2, "axis": axis, "largest": descending}, (3, 4)),


def movements():
    yield ("reshaped", lambda x, to: x.reshape(to), {"to": [3, -1]}, (2, 3, 2)),
    for order in [[1, 0, 2], [2, 0, 1], [-1, -2, 0]]:
        yield ("permuted", lambda x, order: x.permute(order), {"order": order}, (2, 3, 2)),
    yield ("transposed", lambda x: x.mT, {}, (2, 3, 4)),
    for to in [[2, 3, 2], [4, 2, 3, 2]]:
        yield ("broadcast", lambda x, to: x.broadcast_to(to), {"to": to}, (3, 1)),
    for source, to in [(0, 2), (2, 0), (-1, 1)]:
        yield ("movingAxis", lambda x, from_, to: torch.movedim(x, from_, to), {"from_": source, "to": to}, (2, 3, 4)),
    yield ("swappingAxes", lambda x, a, b: torch.transpose(x, a, b), {"a": 0, "b": -1}, (2, 3, 4)),
    yield ("squeezed", torch.squeeze, {}, (2, 1, 3, 1)),
    yield ("squeezedAxis", lambda x, axis: x.squeeze(axis), {"axis": 1}, (2, 1, 3, 1)),
    yield ("expanded", lambda x, axis: x.unsqueeze(axis), {"axis": -2}, (2, 3)),
    for axes in [[0], [-1], [0, 1]]:
        yield ("flipped", lambda x, axes: x.flip(axes), {"axes": axes}, (3, 4)),
    for axis, by in [(0, 1), (1, -2), (-1, 7)]:
        yield ("rolled", lambda x, by, axis: x.roll(by, axis), {"by": by, "axis": axis}, (3, 4)),
    for axis in [0, 1]:
        yield ("repeated", lambda x, count, axis: x.repeat_interleave(count, axis), {"count": 3, "axis": axis}, (2, 3)),
    for counts in [[2], [2, 3], [2, 1, 2]]:
        yield ("tiled", lambda x, counts: torch.tile(x, counts), {"counts": counts}, (2, 3)),
    yield ("padded", lambda x, value: F.pad(x, (1, 2, 0, 1), value=value), {"value": 1.5}, (2, 3)),
    pad = lambda mode: lambda x: F.pad(x[None, None], (2, 1, 1, 1), mode=mode)[0, 0]
    yield ("paddedEdge", pad("replicate"), {}, (2, 3)),
    yield ("paddedReflect", pad("reflect"), {}, (2, 3)),
    for axis in [0, 1, -1]:
        yield ("concatenated", lambda a, b, axis: torch.cat([a, b, a], axis), {"axis": axis}, (2, 3), (2, 3)),
        yield ("stacked", lambda a, b, axis: torch.stack([a, b], axis), {"axis": axis}, (2, 3), (2, 3)),
    yield ("split", lambda x: x.split([1, 3], 1)[1] * x.chunk(2, 1)[0].sum(), {}, (2, 4)),
    yield ("unstacked", lambda x: x.unbind(1)[0] * x.unbind(1)[2], {}, (2, 3)),


def indexing():
    selections = [
        lambda x: x[0], lambda x: x[-1, 2], lambda x: x[1:, :2], lambda x: x[..., 1], lambda x: x[::2, ::3],
        lambda x: x[-2:, 1:3, None], lambda x: x.flip(0)[:, 1], lambda x: x[:, -3:-1, 0],
    ]
    for number, selection in enumerate(selections):
        yield ("subscript", lambda x, number, selection=selection: selection(x), {"number": number}, (3, 4, 2)),

    def assigned(x, v):
        x = x.clone()
        x[1, ::2] = v
        return x * x
    yield ("assigned", assigned, {}, (2, 4), (2,)),
    for axis, indices in [(0, [2, 0, 2]), (1, [3, 3, 1]), (-1, [0, 1])]:
        yield ("taking", lambda x, indices, axis: x.index_select(axis, integers(indices)), {"indices": indices, "axis": axis}, (3, 4)),
    yield ("gatherRows", lambda x, indices: x[integers(indices)], {"indices": [2, 0, 2, 1]}, (3, 2)),
    yield ("takingWhere", lambda x: x[x.detach() > 0], {}, (3, 4)), (-1.0, 3.0)
    yield ("takingRowsWhere", lambda x: x[torch.tensor([True, False, True])], {}, (3, 4)),

    def replaced(x, v):
        x = x.clone()
        x[torch.tensor([[True, False], [False, True], [True, False]])] = v
        return x * x
    yield ("assignedWhere", replaced, {}, (3, 2), (3,)),
    yield ("slice", lambda x, axis: x.narrow(axis, 1, 2), {"axis": 0}, (4, 3)),
    yield ("slice", lambda x, axis: x.narrow(axis, 1, 2), {"axis": 1}, (4, 3)),
    rows = [[2, 0, 0, 1], [1, 2, 1, 1]]
    yield ("gather", lambda x, axis: x.gather(0, integers(rows)), {"axis": 0}, (3, 4)),
    yield ("gather", lambda x, axis: x.gather(1, integers(rows)), {"axis": 1}, (2, 3)),
    yield ("scatterAdding", lambda x, v, axis: x.scatter_add(0, integers(rows), v), {"axis": 0}, (3, 4), (2, 4)),
    yield ("scatterAdding", lambda x, v, axis: x.scatter_add(1, integers(rows), v), {"axis": 1}, (2, 3), (2, 4)),


def matrices():
    for offset in [0, 1, -1]:
        yield ("diagonal", lambda x, offset: torch.diagonal(x, offset, -2, -1), {"offset": offset}, (2, 3, 4)),
        yield ("diagonalMatrix", lambda x, offset: torch.diag_embed(x, offset), {"offset": offset}, (2, 3)),
        yield ("lowerTriangular", lambda x, offset: torch.tril(x, offset), {"offset": offset}, (3, 4)),
        yield ("upperTriangular", lambda x, offset: torch.triu(x, offset), {"offset": offset}, (3, 4)),
        outer = lambda x, offset: torch.diagonal(x, offset, 0, 2)
        yield ("diagonalOfAxes", outer, {"offset": offset}, (2, 3, 4)),
    yield ("trace", lambda x: torch.trace(x @ x), {}, (3, 3)),


def einsums():
    notations = [
        ("ij,jk->ik", (2, 3), (3, 4)), ("ij,kj->ik", (2, 3), (4, 3)), ("ij,ij->", (2, 3), (2, 3)), ("ij->ji", (2, 3)),
        ("ij->j", (2, 3)), ("ij->", (2, 3)), ("ii->i", (3, 3)), ("ii", (3, 3)), ("i,j->ij", (2,), (3,)), ("i,i->i", (3,), (3,)),
        ("bij,bjk->bik", (2, 2, 3), (2, 3, 2)), ("bij,bkj->bik", (2, 2, 3), (2, 4, 3)), ("bij,jk->bik", (2, 2, 3), (3, 2)),
        ("bhqd,bhkd->bhqk", (2, 2, 2, 3), (2, 2, 3, 3)), ("ij,jk,kl->il", (2, 3), (3, 2), (2, 2)), ("i,ij,j->", (2,), (2, 3), (3,)),
        ("ij,jk", (2, 3), (3, 2)), ("ba,cb", (2, 3), (4, 2)), ("iij,jk->ik", (2, 2, 3), (3, 2)), ("ijj,j->i", (2, 3, 3), (3,)),
        ("...ij,...jk->...ik", (2, 2, 3), (2, 3, 2)), ("...ij,jk->...ik", (2, 2, 2, 3), (3, 2)), ("...i,...i->...", (2, 3), (3,)),
        ("i...,i...->...", (2, 3), (2, 3)), ("...ij,...jk", (2, 1, 2, 3), (3, 3, 2)), ("ijk,jil->kl", (2, 3, 2), (3, 2, 2)),
        ("a,b,c->cab", (2,), (3,), (2,)), ("abc,cd,bd->ad", (2, 2, 3), (3, 2), (2, 2)), ("i,jk->j", (2,), (3, 2)),
    ]
    for notation, *shapes in notations:
        yield ("einsum", lambda *x, notation: torch.einsum(notation, *x), {"notation": notation}, *shapes),


LABELS = {3: [2, 0, 3], 6: [2, 0, 3, 1, 1, 0]}
WEIGHTS = [0.5, 2.0, 1.25, 0.25]


def losses():
    reductions = ["mean", "sum", "none"]

    def entropy(x, weighted, smoothing, ignored, reduction):
        return F.cross_entropy(
            x, integers(LABELS[x.shape[0]]), torch.tensor(WEIGHTS, dtype=x.dtype) if weighted else None,
            ignore_index=ignored, label_smoothing=smoothing, reduction=reduction)
    for reduction in reductions:
        for weighted, smoothing, ignored in [(0, 0, -100), (1, 0, -100), (0, 0.1, -100), (0, 0, 0), (1, 0, 0), (0, 0.2, 0)]:
            attributes = {"weighted": weighted, "smoothing": smoothing, "ignored": ignored, "reduction": reduction}
            yield ("crossEntropy", entropy, attributes, (6, 4)),
    plain = {"weighted": 0, "smoothing": 0, "ignored": -100, "reduction": "mean"}
    yield ("crossEntropy", entropy, plain, (3, 4)), (-30.0, 30.0)

    def images(x, reduction):
        return F.cross_entropy(x, integers([[[0, 2], [1, 1]], [[2, 2], [0, 1]]]), reduction=reduction)

    def soft(x, t, smoothing, reduction):
        return F.cross_entropy(x, torch.softmax(t, 1), label_smoothing=smoothing, reduction=reduction)

    def images_soft(x, t, reduction):
        return F.cross_entropy(x, torch.softmax(t, 1), reduction=reduction)

    def likelihood(x, weighted, ignored, reduction):
        weights = torch.tensor(WEIGHTS, dtype=x.dtype) if weighted else None
        labels = integers(LABELS[x.shape[0]])
        return F.nll_loss(torch.log_softmax(x, 1), labels, weights, ignore_index=ignored, reduction=reduction)

    def binaries(x, t, reduction):
        weights = torch.tensor([0.5, 2.0, 1.25], dtype=x.dtype)
        return F.binary_cross_entropy_with_logits(x, torch.sigmoid(t), pos_weight=weights, reduction=reduction)

    def binary(x, t, positive, reduction):
        weight = torch.tensor(float(positive), dtype=x.dtype)
        return F.binary_cross_entropy_with_logits(x, torch.sigmoid(t), pos_weight=weight, reduction=reduction)
    for reduction in reductions:
        yield ("crossEntropyOfImages", images, {"reduction": reduction}, (2, 3, 2, 2)),
        for smoothing in [0, 0.1]:
            yield ("crossEntropyOfDistributions", soft, {"smoothing": smoothing, "reduction": reduction}, (3, 4), (3, 4)),
        yield ("crossEntropyOfImagesAndDistributions", images_soft, {"reduction": reduction}, (2, 3, 2), (2, 3, 2)),
        for weighted, ignored in [(0, -100), (1, -100), (1, 0)]:
            attributes = {"weighted": weighted, "ignored": ignored, "reduction": reduction}
            yield ("negativeLogLikelihood", likelihood, attributes, (3, 4)),
        yield ("binaryCrossEntropyOfLabels", binaries, {"reduction": reduction}, (2, 3), (2, 3)),
        for positive in [1, 2.5]:
            yield ("binaryCrossEntropy", binary, {"positive": positive, "reduction": reduction}, (2, 3), (2, 3)),
        attributes = {"reduction": reduction}
        yield ("meanSquaredError", lambda x, t, reduction: F.mse_loss(x, t, reduction=reduction), attributes, (2, 3), (2, 3)),
        yield ("meanAbsoluteError", lambda x, t, reduction: F.l1_loss(x, t, reduction=reduction), attributes, (2, 3), (2, 3)),
        for delta in [1, 0.5]:
            huber = lambda x, t, delta, reduction: F.huber_loss(x, t, delta=delta, reduction=reduction)
            yield ("huber", huber, {"delta": delta, "reduction": reduction}, (2, 4), (2, 4)),
