"""Trajectories of the optimizers: three configurations of thirty steps each, from fixed gradients."""

from typing import Callable, NamedTuple

import jax.numpy as jnp
import numpy as np
import optax
import torch

from agreement import agreed, relative_difference
from document import library, one_digit

STEPS = 30
SHAPES = {"w": (2, 3), "b": (3,)}


def rounded(values):
    """Three significant digits, so that the inputs are short in the file and exactly what the file says."""
    return np.vectorize(lambda value: float(f"{value:.3g}"))(values)


def start(seed):
    """Initial parameters."""
    random = np.random.default_rng(100 + seed)
    return {leaf: rounded(random.normal(size=shape)) for leaf, shape in SHAPES.items()}


def gradients(seed, sizes, zero_steps):
    """Normal gradients whose size cycles through `sizes`; zero at `zero_steps`, and always at w[1][2]."""
    random = np.random.default_rng(seed)
    steps = []
    for step in range(STEPS):
        size = 0.0 if step in zero_steps else sizes[step % len(sizes)]
        gradient = {leaf: rounded(random.normal(size=shape) * size) for leaf, shape in SHAPES.items()}
        gradient["w"][1, 2] = 0.0
        steps.append(gradient)
    return steps


CONFIGURATIONS = [
    ("unit gradients", start(1), gradients(1, [1.0], {10, 11, 12})),
    ("gradients of many sizes", start(2), gradients(2, [1.0, 0.1, 10.0, 0.01], {10, 11, 12})),
    ("zero gradient first", start(3), gradients(3, [2.0, 0.3], {0, 10, 11, 12})),
]


def by_torch(make, clip=None):
    """A trajectory from a torch optimizer; `clip`, when given, changes the gradients before each step."""

    def run(params, grads, hyper):
        leaves = {leaf: torch.tensor(value, dtype=torch.float64, requires_grad=True) for leaf, value in params.items()}
        optimizer = make(list(leaves.values()), hyper)
        trajectory = []
        for gradient in grads:
            for leaf, tensor in leaves.items():
                tensor.grad = torch.tensor(gradient[leaf], dtype=torch.float64)
            if clip is not None:
                clip(list(leaves.values()), hyper)
            optimizer.step()
            trajectory.append({leaf: tensor.detach().numpy().copy() for leaf, tensor in leaves.items()})
        return trajectory

    return run


def by_optax(make):
    """A trajectory from an optax transformation."""

    def run(params, grads, hyper):
        transformation = make(hyper)
        params = {leaf: jnp.asarray(value) for leaf, value in params.items()}
        state, trajectory = transformation.init(params), []
        for gradient in grads:
            gradient = {leaf: jnp.asarray(value) for leaf, value in gradient.items()}
            updates, state = transformation.update(gradient, state, params)
            params = optax.apply_updates(params, updates)
            trajectory.append({leaf: np.asarray(params[leaf]) for leaf in SHAPES})
        return trajectory

    return run


class RmspropInside(torch.optim.Optimizer):
    """RMSprop with epsilon under the root, which torch.optim does not offer."""

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for leaf in group["params"]:
                mean = self.state[leaf].get("mean", torch.zeros_like(leaf))
                mean = group["beta"] * mean + (1 - group["beta"]) * leaf.grad**2
                self.state[leaf]["mean"] = mean
                leaf -= group["lr"] * leaf.grad / torch.sqrt(mean + group["epsilon"])


def torch_sgd(leaves, hyper, nesterov=False):
    return torch.optim.SGD(leaves, hyper["learningRate"], hyper.get("momentum", 0.0), nesterov=nesterov, foreach=False)


def torch_adam(kind):
    def make(leaves, hyper):
        betas, decay = (hyper["beta1"], hyper["beta2"]), hyper.get("weightDecay", 0.0)
        return kind(leaves, hyper["learningRate"], betas, hyper["epsilon"], decay, foreach=False)

    return make


def torch_rmsprop(leaves, hyper):
    return torch.optim.RMSprop(leaves, hyper["learningRate"], hyper["beta"], hyper["epsilon"], foreach=False)


def torch_rmsprop_inside(leaves, hyper):
    return RmspropInside(leaves, {"lr": hyper["learningRate"], "beta": hyper["beta"], "epsilon": hyper["epsilon"]})


def clip_exactly(leaves, hyper):
    norm = torch.sqrt(sum((leaf.grad**2).sum() for leaf in leaves))
    for leaf in leaves:
        leaf.grad = leaf.grad * (hyper["maxNorm"] / norm) if norm > hyper["maxNorm"] else leaf.grad


def clip_as_torch(leaves, hyper):
    torch.nn.utils.clip_grad_norm_(leaves, hyper["maxNorm"])


def optax_rmsprop(inside):
    return lambda h: optax.rmsprop(h["learningRate"], h["beta"], h["epsilon"], eps_in_sqrt=inside)


def optax_adam(h):
    return optax.adam(h["learningRate"], h["beta1"], h["beta2"], h["epsilon"])


def optax_adamw(h):
    return optax.adamw(h["learningRate"], h["beta1"], h["beta2"], h["epsilon"], weight_decay=h["weightDecay"])


def optax_clip(h):
    return optax.chain(optax.clip_by_global_norm(h["maxNorm"]), optax.sgd(h["learningRate"]))


def hypers(names, *rows):
    return [dict(zip(names, row)) for row in rows]


MOMENTUM = hypers(["learningRate", "momentum"], (0.1, 0.9), (0.01, 0.5), (0.05, 0.99))
RMSPROP = hypers(["learningRate", "beta", "epsilon"], (0.01, 0.9, 0.1), (0.05, 0.99, 0.01), (0.001, 0.5, 1e-8))
ADAM = hypers(
    ["learningRate", "beta1", "beta2", "epsilon", "weightDecay"],
    (0.1, 0.9, 0.999, 0.1, 0.1),
    (0.02, 0.8, 0.9, 0.01, 0.01),
    (0.003, 0.5, 0.99, 1e-8, 0.3),
)
NO_DECAY = [{name: value for name, value in hyper.items() if name != "weightDecay"} for hyper in ADAM]

TORCH, OPTAX = library("torch"), library("optax")
INSIDE = {"how": "the recurrence written out over torch tensors, as torch.optim.RMSprop keeps epsilon outside the root"}
CLIP = {"how": "the scaling written out over torch tensors, as clip_grad_norm_ adds 1e-6 to the norm it divides by"}

class Oracle(NamedTuple):
    """Three rows of hyper-parameters, and the two libraries that run them; the first one's trajectory is kept."""

    rows: list
    source: dict
    run: Callable
    second: dict
    second_run: Callable


OPTIMIZERS = {
    "gradientDescent": Oracle(
        hypers(["learningRate"], (0.1,), (0.03,), (0.5,)),
        TORCH,
        by_torch(torch_sgd),
        OPTAX,
        by_optax(lambda h: optax.sgd(h["learningRate"])),
    ),
    "momentum": Oracle(
        MOMENTUM,
        TORCH,
        by_torch(torch_sgd),
        OPTAX,
        by_optax(lambda h: optax.sgd(h["learningRate"], h["momentum"])),
    ),
    "nesterov": Oracle(
        MOMENTUM,
        TORCH,
        by_torch(lambda leaves, h: torch_sgd(leaves, h, nesterov=True)),
        OPTAX,
        by_optax(lambda h: optax.sgd(h["learningRate"], h["momentum"], nesterov=True)),
    ),
    "rmsprop": Oracle(RMSPROP, TORCH, by_torch(torch_rmsprop), OPTAX, by_optax(optax_rmsprop(inside=False))),
    "rmspropEpsInside": Oracle(
        RMSPROP,
        OPTAX,
        by_optax(optax_rmsprop(inside=True)),
        TORCH | INSIDE,
        by_torch(torch_rmsprop_inside),
    ),
    "adam": Oracle(NO_DECAY, TORCH, by_torch(torch_adam(torch.optim.Adam)), OPTAX, by_optax(optax_adam)),
    "adamw": Oracle(ADAM, TORCH, by_torch(torch_adam(torch.optim.AdamW)), OPTAX, by_optax(optax_adamw)),
    "clipByGlobalNorm": Oracle(
        hypers(["learningRate", "maxNorm"], (0.1, 3.0), (0.03, 0.5), (0.5, 2.0)),
        OPTAX,
        by_optax(optax_clip),
        TORCH | CLIP,
        by_torch(torch_sgd, clip_exactly),
    ),
}


def documents():
    """Yields each optimizer's name and oracle document."""
    for name, oracle in OPTIMIZERS.items():
        runs, difference, from_torch = [], 0.0, 0.0
        for hyper, (title, params, grads) in zip(oracle.rows, CONFIGURATIONS, strict=True):
            trajectory = oracle.run(params, grads, hyper)
            other = oracle.second_run(params, grads, hyper)
            difference = max(difference, agreed(f"{name}, {title}", trajectory, other))
            if name == "clipByGlobalNorm":
                shipped = by_torch(torch_sgd, clip_as_torch)(params, grads, hyper)
                from_torch = max(from_torch, relative_difference(trajectory, shipped))
            runs.append({"name": title, "hyper": hyper, "params": params, "grads": grads, "trajectory": trajectory})
        provenance = oracle.source | {"second": oracle.second | {"largestRelativeDifference": one_digit(difference)}}
        if name == "clipByGlobalNorm":
            apart = {"how": "torch.nn.utils.clip_grad_norm_, for information; it is not the oracle"}
            provenance["third"] = TORCH | apart | {"largestRelativeDifference": one_digit(from_torch)}
        yield name, {"source": provenance, "runs": runs}
