"""What three libraries make of gradients by value and by norm, at the ends of the number line too. Writes lab-13.json.

Run by itself, with torch, optax and tensorflow-cpu installed (test/oracles/README.md has the versions): python lab-13.py
"""

import json
import math
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import jax
import numpy
import optax
import tensorflow as tf
import torch

jax.config.update("jax_enable_x64", True)

# A tree is a list of lists here: the parts of a model, one tensor each.
draws = numpy.random.default_rng(13)
CASES = [
    ("long", [[3.0, -4.0], [12.0]], 1.0),
    ("short", [[0.3, -0.4], [0.0]], 1.0),
    ("at the limit", [[3.0, 4.0]], 5.0),
    ("zeros", [[0.0, 0.0], [0.0]], 1.0),
    *[
        (f"drawn {i}", [numpy.round(draws.normal(0, size, n), 3).tolist() for n in (5, 2)], 0.75)
        for i, size in enumerate((0.1, 1.0, 30.0))
    ],
    ("huge", [[3e200, -4e200]], 1.0),
    ("tiny", [[3e-200, -4e-200]], 1.0),
    ("infinite", [[math.inf, 1.0], [2.0]], 1.0),
    ("NaN", [[math.nan, 1.0], [2.0]], 1.0),
]


def by_torch(tree, limit):
    def leaves():
        made = [torch.zeros(len(part), dtype=torch.float64, requires_grad=True) for part in tree]
        for leaf, part in zip(made, tree):
            leaf.grad = torch.tensor(part, dtype=torch.float64)
        return made

    valued, normed = leaves(), leaves()
    torch.nn.utils.clip_grad_value_(valued, limit)
    norm = torch.nn.utils.clip_grad_norm_(normed, limit)
    return norm.item(), [leaf.grad.tolist() for leaf in valued], [leaf.grad.tolist() for leaf in normed]


def by_optax(tree, limit):
    arrays = [jax.numpy.array(part) for part in tree]

    def clipped(rule):
        return [part.tolist() for part in rule.update(arrays, rule.init(arrays))[0]]

    norm = optax.tree.norm(arrays).item()
    return norm, clipped(optax.clip(limit)), clipped(optax.clip_by_global_norm(limit))


def by_tensorflow(tree, limit):
    parts = [tf.constant(part, tf.float64) for part in tree]
    normed, norm = tf.clip_by_global_norm(parts, limit)
    valued = [tf.clip_by_value(part, -limit, limit) for part in parts]
    return float(norm.numpy()), [part.numpy().tolist() for part in valued], [part.numpy().tolist() for part in normed]


def plain(value):
    """JSON has neither NaN nor infinity: they are written as texts."""
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value if math.isfinite(value) else str(value)


def answer(library, tree, limit):
    norm, by_value, by_norm = library(tree, limit)
    return {"norm": plain(norm), "byValue": plain(by_value), "byNorm": plain(by_norm)}


LIBRARIES = {"torch": by_torch, "optax": by_optax, "tensorflow": by_tensorflow}
document = {
    "source": {
        "torch": torch.__version__.split("+")[0],
        "optax": optax.__version__,
        "tensorflow": tf.__version__,
    },
    "cases": [
        {
            "name": name,
            "gradient": plain(tree),
            "limit": limit,
            **{library: answer(rule, tree, limit) for library, rule in LIBRARIES.items()},
        }
        for name, tree, limit in CASES
    ],
}
target = pathlib.Path(__file__).with_name("lab-13.json")
target.write_text(json.dumps(document, indent=1, allow_nan=False) + "\n")
