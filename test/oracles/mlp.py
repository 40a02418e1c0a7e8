"""A 5-4-3 network trained by Adam for a hundred full-batch steps."""

import jax
import jax.numpy as jnp
import numpy as np
import optax
import torch

from agreement import agreed
from document import library, one_digit

STEPS = 100
HYPER = {"learningRate": 0.05, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}
random = np.random.default_rng(5)
DATA = {"x": np.round(random.normal(size=(6, 5)), 3), "labels": np.array([0, 1, 2, 2, 1, 0])}
PARAMS = {
    "w1": np.round(random.normal(size=(5, 4)) * 0.5, 3),
    "b1": np.zeros(4),
    "w2": np.round(random.normal(size=(4, 3)) * 0.5, 3),
    "b2": np.zeros(3),
}


def logits(params, x, tanh):
    return tanh(x @ params["w1"] + params["b1"]) @ params["w2"] + params["b2"]


def by_torch():
    """Losses before each step, parameters after the first and the last, and the loss after the last."""
    params = {name: torch.tensor(value, requires_grad=True) for name, value in PARAMS.items()}
    x, labels = torch.tensor(DATA["x"]), torch.tensor(DATA["labels"])
    betas = (HYPER["beta1"], HYPER["beta2"])
    optimizer = torch.optim.Adam(params.values(), HYPER["learningRate"], betas, HYPER["epsilon"], foreach=False)
    losses, seen = [], []
    for _ in range(STEPS):
        loss = torch.nn.functional.cross_entropy(logits(params, x, torch.tanh), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        seen.append({name: value.detach().numpy().copy() for name, value in params.items()})
    last = torch.nn.functional.cross_entropy(logits(params, x, torch.tanh), labels).item()
    return {"losses": np.array(losses), "first": seen[0], "final": seen[-1], "finalLoss": last}


def by_optax():
    """The same through JAX and optax."""
    x, labels = jnp.asarray(DATA["x"]), jnp.asarray(DATA["labels"])

    def loss_of(params):
        outputs = logits(params, x, jnp.tanh)
        return jnp.mean(optax.softmax_cross_entropy_with_integer_labels(outputs, labels))

    params = {name: jnp.asarray(value) for name, value in PARAMS.items()}
    optimizer = optax.adam(HYPER["learningRate"], HYPER["beta1"], HYPER["beta2"], HYPER["epsilon"])
    state, losses, seen = optimizer.init(params), [], []
    for _ in range(STEPS):
        loss, grads = jax.value_and_grad(loss_of)(params)
        updates, state = optimizer.update(grads, state, params)
        params = optax.apply_updates(params, updates)
        losses.append(float(loss))
        seen.append({name: np.asarray(value) for name, value in params.items()})
    return {"losses": np.array(losses), "first": seen[0], "final": seen[-1], "finalLoss": float(loss_of(params))}


def documents():
    """Yields the network's oracle document."""
    trained = by_torch()
    difference = agreed("mlp", trained, by_optax())
    second = library("optax", largestRelativeDifference=one_digit(difference))
    model = "softmax cross-entropy of tanh(x @ w1 + b1) @ w2 + b2, averaged over the batch, by Adam"
    run = {"model": model, "hyper": HYPER, "data": DATA, "params": PARAMS}
    yield "mlp", {"source": library("torch") | {"second": second}} | run | trained
