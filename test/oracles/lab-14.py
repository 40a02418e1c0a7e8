"""Initialisations, gradient norms, residual blocks and integrals by PyTorch, Keras and NumPy. Writes lab-14.json.

Run by itself, with torch, keras and tensorflow-cpu installed (test/oracles/README.md has the versions): python lab-14.py
"""

import json
import math
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"

import keras
import numpy
import torch

torch.set_default_dtype(torch.float64)
SHAPES = [[784, 32], [32, 784], [32, 32], [1, 7], [5, 3]]
GAINS = [1.0, math.sqrt(2), 5 / 3, 0.5]


def scale_of(fill, unit, shape):
    """What an initialiser multiplies standard random numbers by: both draw with the same seed. PyTorch has [out, in]."""
    weights = []
    for each in (fill, unit):
        torch.manual_seed(1)
        weights.append(each(torch.empty(shape[1], shape[0])))
    return (weights[0] / weights[1]).mean().item()


def standard(t):
    return torch.nn.init.normal_(t)


def keras_scale(mode, scale, shape):
    made = keras.initializers.VarianceScaling(scale, mode, "untruncated_normal", seed=3)(shape, dtype="float64")
    unit = keras.initializers.RandomNormal(0.0, 1.0, seed=3)(shape, dtype="float64")
    return float(numpy.mean(numpy.array(made) / numpy.array(unit)))


def deviations():
    rows = []
    for shape in SHAPES:
        for gain in GAINS:
            rows.append({
                "shape": shape, "gain": gain,
                "xavier": {
                    "torch": scale_of(lambda t: torch.nn.init.xavier_normal_(t, gain), standard, shape),
                    "keras": keras_scale("fan_avg", gain**2, shape),
                },
                "he": {
                    # kaiming_normal_ has no gain but one for leaky_relu, sqrt(2 / (1 + a^2)).
                    "torch": scale_of(lambda t: torch.nn.init.kaiming_normal_(t, nonlinearity="linear"), standard, shape) * gain,
                    "keras": keras_scale("fan_in", gain**2, shape),
                },
            })
    return rows


def defaults():
    """The gains that layers have by default: the deviation times the root of the number of inputs, for a square layer."""
    torch.manual_seed(0)
    bound = torch.nn.Linear(1000, 1000).weight.abs().max().item()
    biases = torch.nn.Linear(1000, 1000).bias.std().item()
    glorot = float(numpy.abs(numpy.array(keras.layers.Dense(1).kernel_initializer([1000, 1000]))).max())
    return {
        "torch": bound / math.sqrt(3) * math.sqrt(1000), "torch biases": biases * math.sqrt(1000),
        "keras": glorot / math.sqrt(3) * math.sqrt(1000),
        "calculate_gain": {name: torch.nn.init.calculate_gain(name) for name in ("linear", "relu", "tanh", "sigmoid")},
    }


def wave(rows, columns, at):
    return [[math.sin(7 * at + 3 * i + 5 * j + 1) for j in range(columns)] for i in range(rows)]


def network(f, sizes):
    layers = [{"w": wave(a, b, l), "b": wave(1, b, l + 0.5)[0]} for l, (a, b) in enumerate(zip(sizes, sizes[1:]))]
    x, classes = wave(4, sizes[0], 9), [0, 1, 1, 0]
    leaves = [{k: torch.tensor(v, requires_grad=True) for k, v in layer.items()} for layer in layers]
    a = torch.tensor(x)
    for l, layer in enumerate(leaves):
        a = a @ layer["w"] + layer["b"]
        if l < len(leaves) - 1:
            a = getattr(torch, f)(a)
    torch.nn.functional.cross_entropy(a, torch.tensor(classes)).backward()
    norms = [{k: t.grad.norm().item() for k, t in layer.items()} for layer in leaves]
    return {"f": f, "layers": layers, "x": x, "classes": classes, "norms": norms}


def residual():
    w, b, x, scale = wave(3, 3, 2), wave(1, 3, 4)[0], wave(2, 3, 6), 0.375
    leaves = [torch.tensor(each, requires_grad=True) for each in (w, b, x)]
    y = leaves[2] + scale * torch.nn.functional.linear(torch.relu(leaves[2]), leaves[0].T, leaves[1])
    (y * torch.tensor(wave(2, 3, 8))).sum().backward()
    return {"w": w, "b": b, "x": x, "scale": scale, "y": y.tolist(), "at": wave(2, 3, 8),
            "gradients": [each.grad.tolist() for each in leaves]}


def chains():
    rows = []
    for weights, x in (([2.0, -3.0, 0.5, 4.0], 1.5), ([0.5] * 20, 1.0), ([2.0, 0.0, 3.0], 5.0)):
        w = torch.tensor(weights, requires_grad=True)
        (x * w.prod()).backward()
        rows.append({"weights": weights, "x": x, "slopes": w.grad.tolist()})
    return rows


def integrals():
    """By Gauss-Hermite quadrature, another rule than the lab's."""
    z, share = numpy.polynomial.hermite_e.hermegauss(150)
    share = share / share.sum()
    sigmoid = lambda v: 1 / (1 + numpy.exp(-v))
    curves = {"tanh": (numpy.tanh, lambda v: 1 - numpy.tanh(v) ** 2),
              "sigmoid": (sigmoid, lambda v: sigmoid(v) * (1 - sigmoid(v)))}
    return [
        {"f": name, "gain": gain, "q": q,
         "next": gain**2 * float((share * f(math.sqrt(q) * z) ** 2).sum()),
         "factor": gain**2 * float((share * slope(math.sqrt(q) * z) ** 2).sum()),
         "gainFor": float((share * f(z) ** 2).sum()) ** -0.5}
        for name, (f, slope) in curves.items() for gain, q in ((1.0, 1.0), (1.5, 0.25), (2.0, 0.5))
    ]


found = {
    "source": {"torch": torch.__version__, "keras": keras.__version__, "numpy": numpy.__version__},
    "deviations": deviations(), "defaults": defaults(), "chains": chains(),
    "networks": [network("relu", [3, 4, 4, 2]), network("tanh", [2, 5, 3, 3, 2])],
    "residual": residual(), "integrals": integrals(),
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(found, indent=1) + "\n")
