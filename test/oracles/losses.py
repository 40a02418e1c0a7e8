"""Losses averaged over the batch, with their gradients, far from zero as well as near it."""

import jax.numpy as jnp
import numpy as np
import optax
import torch

from differentiation import differentiated
from document import library, one_digit

F = torch.nn.functional
random = np.random.default_rng(7)


def normal(*shape):
    return np.round(random.normal(size=shape), 3)


def mse(target):
    return (
        lambda prediction: F.mse_loss(prediction, torch.tensor(target)),
        lambda prediction: jnp.mean(2 * optax.l2_loss(prediction, jnp.asarray(target))),
    )


def binary(target):
    return (
        lambda logits: F.binary_cross_entropy_with_logits(logits, torch.tensor(target)),
        lambda logits: jnp.mean(optax.sigmoid_binary_cross_entropy(logits, jnp.asarray(target))),
    )


def softmax_classes(target):
    return (
        lambda logits: F.cross_entropy(logits, torch.tensor(target)),
        lambda logits: jnp.mean(optax.softmax_cross_entropy_with_integer_labels(logits, jnp.asarray(target))),
    )


def softmax_probabilities(target):
    return (
        lambda logits: F.cross_entropy(logits, torch.tensor(target)),
        lambda logits: jnp.mean(optax.softmax_cross_entropy(logits, jnp.asarray(target))),
    )


EXTREME = np.array([[1000.0, 0.0, -1000.0], [-1000.0, 1000.0, 0.0], [1000.0, 1000.0, 1000.0], [-1000.0, -1000.0, 1.5]])
HALVES = np.array([[0.5, 0.5, 0.0], [0.2, 0.3, 0.5], [1.0, 0.0, 0.0], [0.1, 0.1, 0.8]])
SIGMOID = np.array([1000.0, 1000.0, -1000.0, -1000.0, 0.0, 30.0, -30.0])

# name, title, (torch, JAX), name of the differentiated input, its value, target
CASES = [
    ("meanSquaredError", "a vector", mse, "prediction", normal(6), normal(6)),
    ("meanSquaredError", "a matrix, one entry exact", mse, "prediction", np.array([[1.0, 2.5], [-3.0, 0.25]]),
     np.array([[1.0, -0.5], [4.0, 1e-3]])),
    ("meanSquaredError", "large residuals", mse, "prediction", np.array([1e6, -1e6, 0.0]), np.array([0.0, 1e6, 1e-6])),
    ("binaryCrossEntropyWithLogits", "labels", binary, "logits", np.round(normal(5) * 3, 3), np.array([0.0, 1.0, 1.0, 0.0, 1.0])),
    ("binaryCrossEntropyWithLogits", "probabilities", binary, "logits", normal(4, 2), np.round(random.random((4, 2)), 3)),
    ("binaryCrossEntropyWithLogits", "logits ±1000", binary, "logits", SIGMOID,
     np.array([1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0])),
    ("softmaxCrossEntropyWithLogits", "classes", softmax_classes, "logits", normal(5, 4), np.array([0, 3, 1, 1, 2])),
    ("softmaxCrossEntropyWithLogits", "logits ±1000, right and wrong", softmax_classes, "logits", EXTREME,
     np.array([0, 0, 1, 2])),
    ("softmaxCrossEntropyWithLogits", "logits ±1000, all right", softmax_classes, "logits", EXTREME[:2], np.array([0, 1])),
    ("softmaxCrossEntropyWithLogits", "probabilities", softmax_probabilities, "logits", normal(4, 3), HALVES),
    ("softmaxCrossEntropyWithLogits", "one row, two equal logits", softmax_classes, "logits", np.array([[0.0, 0.0]]),
     np.array([1])),
]


def documents():
    """Yields the losses' oracle document."""
    cases, largest = [], 0.0
    for name, title, functions, input_name, value, target in CASES:
        torch_loss, jax_loss = functions(target)
        loss, grads, difference = differentiated(f"{name}, {title}", torch_loss, jax_loss, {input_name: value}, 1.0)
        largest = max(largest, difference)
        inputs = {input_name: value, "target": target}
        cases.append({"name": name, "title": title, "inputs": inputs, "loss": loss, "gradients": grads})
    second = library("optax", largestRelativeDifference=one_digit(largest))
    yield "losses", {"source": library("torch") | {"second": second}, "cases": cases}
