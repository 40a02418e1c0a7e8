"""Trajectories of the optimizers: three configurations of a hundred steps each, from thirty fixed gradients."""

from typing import Callable, NamedTuple

import jax.numpy as jnp
import numpy as np
import optax
import schedulefree
import torch

from agreement import agreed, relative_difference
from document import library, one_digit

STEPS, WALKED = 30, 100
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


class Recurrence(torch.optim.Optimizer):
    """A recurrence written out over torch tensors: step(leaf, gradient, state, t, hyper) answers the update."""

    def __init__(self, leaves, hyper, step):
        super().__init__(leaves, dict(hyper))
        self.recurrence, self.count = step, 0

    @torch.no_grad()
    def step(self):
        self.count += 1
        for group in self.param_groups:
            for leaf in group["params"]:
                leaf += self.recurrence(leaf, leaf.grad, self.state[leaf], self.count, group)


def mean_of(state, name, value, beta):
    """The running mean of a value, which begins at zero and is kept under `name`."""
    state[name] = beta * state.get(name, torch.zeros_like(value)) + (1 - beta) * value
    return state[name]


def nadam_scheduled_step(leaf, g, state, t, h):
    momentum = [h["beta1"] * (1 - 0.5 * 0.96 ** (step * h["momentumDecay"])) for step in (t, t + 1)]
    state["product"] = state.get("product", 1.0) * momentum[0]
    m, v = mean_of(state, "m", g, h["beta1"]), mean_of(state, "v", g**2, h["beta2"])
    now = (1 - momentum[0]) * g / (1 - state["product"])
    ahead = momentum[1] * m / (1 - state["product"] * momentum[1])
    return -h["learningRate"] * (now + ahead) / ((v / (1 - h["beta2"] ** t)) ** 0.5 + h["epsilon"])


def radam_before_step(leaf, g, state, t, h):
    m, v = mean_of(state, "m", g, h["beta1"]) / (1 - h["beta1"] ** t), mean_of(state, "v", g**2, h["beta2"])
    limit = 2 / (1 - h["beta2"]) - 1
    length = limit - 2 * t * h["beta2"] ** t / (1 - h["beta2"] ** t)
    if length <= 5:
        return -h["learningRate"] * m
    r = ((length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length)) ** 0.5
    return -h["learningRate"] * r * m * (1 - h["beta2"] ** t) ** 0.5 / (v**0.5 + h["epsilon"])


def adagrad_step(leaf, g, state, t, h):
    state["sum"] = state.get("sum", torch.full_like(g, h["initialAccumulator"])) + g**2
    return -h["learningRate"] * g / (torch.sqrt(state["sum"]) + h["epsilon"])


def amsgrad_step(leaf, g, state, t, h):
    m, v = mean_of(state, "m", g, h["beta1"]), mean_of(state, "v", g**2, h["beta2"])
    state["largest"] = torch.where(v > state.get("largest", v), v, state.get("largest", v))
    m, v = m / (1 - h["beta1"] ** t), state["largest"] / (1 - h["beta2"] ** t)
    return -h["learningRate"] * m / (v**0.5 + h["epsilon"])


def nadam_step(leaf, g, state, t, h):
    m, v = mean_of(state, "m", g, h["beta1"]), mean_of(state, "v", g**2, h["beta2"])
    m = h["beta1"] * m / (1 - h["beta1"] ** (t + 1)) + (1 - h["beta1"]) * g / (1 - h["beta1"] ** t)
    return -h["learningRate"] * m / ((v / (1 - h["beta2"] ** t)) ** 0.5 + h["epsilon"])


def radam_step(leaf, g, state, t, h):
    m, v = mean_of(state, "m", g, h["beta1"]), mean_of(state, "v", g**2, h["beta2"])
    m, v = m / (1 - h["beta1"] ** t), v / (1 - h["beta2"] ** t)
    limit = 2 / (1 - h["beta2"]) - 1
    length = limit - 2 * t * h["beta2"] ** t / (1 - h["beta2"] ** t)
    if length <= 5:
        return -h["learningRate"] * m
    r = ((length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length)) ** 0.5
    return -h["learningRate"] * r * m / (v**0.5 + h["epsilon"])


def lion_step(leaf, g, state, t, h):
    m = state.get("m", torch.zeros_like(g))
    direction = torch.sign(h["beta1"] * m + (1 - h["beta1"]) * g)
    state["m"] = h["beta2"] * m + (1 - h["beta2"]) * g
    return -h["learningRate"] * (direction + h["weightDecay"] * leaf)


def adam_step(leaf, g, state, t, h):
    m, v = mean_of(state, "m", g, 0.9), mean_of(state, "v", g**2, 0.999)
    return -h["learningRate"] * m / (1 - 0.9**t) / ((v / (1 - 0.999**t)) ** 0.5 + 1e-8)


def muon_step(leaf, g, state, t, h):
    """Muon for a matrix; Adam, with the same rate, for a vector."""
    if leaf.dim() != 2:
        return adam_step(leaf, g, state, t, h)
    state["v"] = h["momentum"] * state.get("v", torch.zeros_like(g)) + g
    x = g + h["momentum"] * state["v"]
    x = x / (torch.linalg.matrix_norm(x) + 1e-8)
    for _ in range(5):
        x = 3.4445 * x - 4.7750 * x @ x.T @ x + 2.0315 * x @ x.T @ x @ x.T @ x
    inputs, outputs = leaf.shape
    return -h["learningRate"] * (max(1, outputs / inputs) ** 0.5 * x + h["weightDecay"] * leaf)


def momentum_mean_step(leaf, g, state, t, h):
    return -h["learningRate"] * mean_of(state, "v", g, h["momentum"])


def lamb_step(leaf, g, state, t, h):
    m, v = mean_of(state, "m", g, h["beta1"]), mean_of(state, "v", g**2, h["beta2"])
    u = m / (1 - h["beta1"] ** t) / ((v / (1 - h["beta2"] ** t)) ** 0.5 + h["epsilon"]) + h["weightDecay"] * leaf
    long, short = torch.linalg.vector_norm(leaf), torch.linalg.vector_norm(u)
    return -h["learningRate"] * (long / short if long > 0 and short > 0 else 1.0) * u


def by_recurrence(step):
    return by_torch(lambda leaves, hyper: Recurrence(leaves, hyper, step))


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


def torch_nadam(leaves, h):
    betas = h["beta1"], h["beta2"]
    return torch.optim.NAdam(leaves, h["learningRate"], betas, h["epsilon"], 0.0, h["momentumDecay"], foreach=False)


def in_float64(run):
    """NAdam keeps the product of its momenta as a number of torch's default dtype."""

    def precise(params, grads, hyper):
        torch.set_default_dtype(torch.float64)
        try:
            return run(params, grads, hyper)
        finally:
            torch.set_default_dtype(torch.float32)

    return precise


def in_training(optimizer):
    """A schedule-free optimizer, whose parameters are then where gradients are taken."""
    optimizer.train()
    return optimizer


def torch_schedule_free(leaves, h):
    return in_training(
        schedulefree.SGDScheduleFree(leaves, h["learningRate"], h["beta"], h["weightDecay"], foreach=False)
    )


def torch_schedule_free_adamw(leaves, h):
    betas = h["beta1"], h["beta2"]
    return in_training(
        schedulefree.AdamWScheduleFree(leaves, h["learningRate"], betas, h["epsilon"], h["weightDecay"], foreach=False)
    )


def optax_schedule_free(h):
    return optax.contrib.schedule_free_sgd(h["learningRate"], b1=h["beta"], weight_decay=h["weightDecay"])


def optax_schedule_free_adamw(h):
    return optax.contrib.schedule_free_adamw(
        h["learningRate"], b1=h["beta1"], b2=h["beta2"], eps=h["epsilon"], weight_decay=h["weightDecay"])


def divide_by_norm(leaves, hyper):
    norm = torch.linalg.vector_norm(torch.cat([leaf.grad.flatten() for leaf in leaves]))
    for leaf in leaves:
        leaf.grad = leaf.grad / (norm if norm > 0 else 1.0)


def optax_normalised(h):
    """optax divides by a norm of 0 too, and so NaN is put back to 0."""
    zeroed = optax.stateless(lambda g, _: {leaf: jnp.where(jnp.isnan(g[leaf]), 0.0, g[leaf]) for leaf in g})
    return optax.chain(optax.contrib.normalize(), zeroed, optax.sgd(h["learningRate"]))


def torch_frozen(leaves, hyper):
    """AdamW over all leaves, of which the second, b, asks for no gradient."""
    leaves[1].requires_grad_(False)
    return torch_adam(torch.optim.AdamW)(leaves, hyper)


def without_frozen(leaves, hyper):
    leaves[1].grad = None


def optax_frozen(h):
    return optax.partition({"move": optax_adamw(h), "stay": optax.set_to_zero()}, {"w": "move", "b": "stay"})


def clip_exactly(leaves, hyper):
    norm = torch.sqrt(sum((leaf.grad**2).sum() for leaf in leaves))
    for leaf in leaves:
        leaf.grad = leaf.grad * (hyper["maxNorm"] / norm) if norm > hyper["maxNorm"] else leaf.grad


def clip_as_torch(leaves, hyper):
    torch.nn.utils.clip_grad_norm_(leaves, hyper["maxNorm"])


def clip_each_value(leaves, hyper):
    torch.nn.utils.clip_grad_value_(leaves, hyper["limit"])


def clip_each_norm(leaves, hyper):
    for leaf in leaves:
        clip_exactly([leaf], hyper)


def clip_adaptively(leaves, hyper):
    """Each unit apart: a column of a matrix, or a whole vector."""
    for leaf in leaves:
        axes = 0 if leaf.dim() == 2 else None
        norm = torch.linalg.vector_norm(leaf.grad, dim=axes, keepdim=True)
        bound = hyper["ratio"] * torch.linalg.vector_norm(leaf.detach(), dim=axes, keepdim=True).clamp(min=hyper["floor"])
        leaf.grad = torch.where(norm > bound, leaf.grad * bound / norm, leaf.grad)


def optax_clip_each(h):
    """One clipping by the global norm for each leaf."""
    each = optax.partition({leaf: optax.clip_by_global_norm(h["maxNorm"]) for leaf in SHAPES}, {leaf: leaf for leaf in SHAPES})
    return optax.chain(each, optax.sgd(h["learningRate"]))


def torch_accumulated(params, grads, hyper):
    """Adam, whose gradients add up over k steps; it does not move in between."""
    leaves = {leaf: torch.tensor(value, dtype=torch.float64, requires_grad=True) for leaf, value in params.items()}
    optimizer = torch.optim.Adam(list(leaves.values()), hyper["learningRate"], eps=hyper["epsilon"], foreach=False)
    trajectory = []
    for step, gradient in enumerate(grads, 1):
        for leaf, tensor in leaves.items():
            part = torch.tensor(gradient[leaf], dtype=torch.float64) / hyper["every"]
            tensor.grad = part if tensor.grad is None else tensor.grad + part
        if step % hyper["every"] == 0:
            optimizer.step()
            optimizer.zero_grad()
        trajectory.append({leaf: tensor.detach().numpy().copy() for leaf, tensor in leaves.items()})
    return trajectory


def optax_accumulated(params, grads, hyper):
    """Adam on the mean of every k gradients."""
    every = hyper["every"]
    groups = [grads[at : at + every] for at in range(0, len(grads) - every + 1, every)]
    means = [{leaf: sum(gradient[leaf] for gradient in group) / every for leaf in SHAPES} for group in groups]
    path = [params] + by_optax(lambda h: optax.adam(h["learningRate"], eps=h["epsilon"]))(params, means, hyper)
    return [path[(step + 1) // every] for step in range(len(grads))]


def torch_lookahead(params, grads, hyper):
    """Adam, whose parameters go back to the slow ones after every k steps."""
    slow = {leaf: torch.tensor(value, dtype=torch.float64) for leaf, value in params.items()}
    fast = {leaf: value.clone().requires_grad_() for leaf, value in slow.items()}
    optimizer = torch.optim.Adam(list(fast.values()), hyper["learningRate"], eps=hyper["epsilon"], foreach=False)
    trajectory = []
    for step, gradient in enumerate(grads, 1):
        for leaf, tensor in fast.items():
            tensor.grad = torch.tensor(gradient[leaf], dtype=torch.float64)
        optimizer.step()
        if step % hyper["every"] == 0:
            for leaf, tensor in fast.items():
                slow[leaf] = torch.lerp(slow[leaf], tensor.detach(), hyper["slowRate"])
                tensor.data.copy_(slow[leaf])
        trajectory.append({leaf: tensor.detach().numpy().copy() for leaf, tensor in fast.items()})
    return trajectory


def optax_lookahead(params, grads, hyper):
    """The fast parameters of optax.lookahead around Adam."""
    adam = optax.adam(hyper["learningRate"], eps=hyper["epsilon"])
    transformation = optax.lookahead(adam, hyper["every"], hyper["slowRate"])
    params = optax.LookaheadParams.init_synced({leaf: jnp.asarray(value) for leaf, value in params.items()})
    state, trajectory = transformation.init(params), []
    for gradient in grads:
        gradient = {leaf: jnp.asarray(value) for leaf, value in gradient.items()}
        updates, state = transformation.update(gradient, state, params)
        params = optax.apply_updates(params, updates)
        trajectory.append({leaf: np.asarray(params.fast[leaf]) for leaf in SHAPES})
    return trajectory


def torch_sam(params, grads, hyper):
    """SGD with the gradient, which autograd takes, of the worst point on a ball."""
    leaves = {leaf: torch.tensor(value, dtype=torch.float64, requires_grad=True) for leaf, value in params.items()}
    optimizer = torch_sgd(list(leaves.values()), hyper)
    trajectory = []
    for gradient in grads:

        def slopes(at):
            at = {leaf: value.detach().requires_grad_() for leaf, value in at.items()}
            linear = sum((torch.tensor(gradient[leaf], dtype=torch.float64) * at[leaf]).sum() for leaf in at)
            quartic = sum((at[leaf] ** 4).sum() for leaf in at)
            (linear + hyper["curvature"] / 4 * quartic).backward()
            return {leaf: value.grad for leaf, value in at.items()}

        here = slopes(leaves)
        norm = torch.sqrt(sum((slope**2).sum() for slope in here.values()))
        there = slopes({leaf: leaves[leaf] + hyper["radius"] * here[leaf] / norm for leaf in leaves})
        for leaf, tensor in leaves.items():
            tensor.grad = there[leaf]
        optimizer.step()
        trajectory.append({leaf: tensor.detach().numpy().copy() for leaf, tensor in leaves.items()})
    return trajectory


def optax_sam(params, grads, hyper):
    """optax.contrib.sam around SGD."""
    ball = optax.chain(optax.contrib.normalize(), optax.sgd(hyper["radius"]))
    outer = optax.sgd(hyper["learningRate"], hyper["momentum"])
    transformation = optax.contrib.sam(outer, ball, sync_period=2, opaque_mode=True)
    params = {leaf: jnp.asarray(value) for leaf, value in params.items()}
    state, trajectory = transformation.init(params), []
    for gradient in grads:

        def slopes(at, _=None):
            return {leaf: gradient[leaf] + hyper["curvature"] * at[leaf] ** 3 for leaf in at}

        updates, state = transformation.update(slopes(params), state, params, grad_fn=slopes)
        params = optax.apply_updates(params, updates)
        trajectory.append({leaf: np.asarray(params[leaf]) for leaf in SHAPES})
    return trajectory


def torch_average(params, grads, hyper):
    """The averages that torch.optim.swa_utils takes of SGD's parameters."""
    follow = torch.optim.swa_utils.get_ema_avg_fn(hyper["decay"])
    average = {leaf: torch.tensor(value, dtype=torch.float64) for leaf, value in params.items()}
    trajectory = []
    for now in by_torch(torch_sgd)(params, grads, hyper):
        average = {leaf: follow(average[leaf], torch.tensor(now[leaf]), None) for leaf in average}
        trajectory.append({leaf: tensor.numpy().copy() for leaf, tensor in average.items()})
    return trajectory


def optax_average(params, grads, hyper):
    """The averages that optax.incremental_update takes of SGD's parameters."""
    average = {leaf: jnp.asarray(value) for leaf, value in params.items()}
    trajectory = []
    for now in by_optax(lambda h: optax.sgd(h["learningRate"]))(params, grads, hyper):
        average = optax.incremental_update({leaf: jnp.asarray(now[leaf]) for leaf in now}, average, 1 - hyper["decay"])
        trajectory.append({leaf: np.asarray(average[leaf]) for leaf in average})
    return trajectory


def torch_adafactor(leaves, h):
    return torch.optim.Adafactor(
        leaves, h.get("learningRate", 0.01), -h["decayExponent"], (1e-30, h["floor"]), h["maxRms"], 0.0, foreach=False
    )


def optax_adafactor(h):
    """optax.adafactor's links, which factor small matrices too, and count in float64."""

    def relative(count):
        return jnp.minimum(0.01, 1 / jnp.sqrt(count.astype(jnp.float64) + 1))

    def decay(count, exponent):
        return 1 - (count.astype(jnp.float64) + 1) ** -exponent

    return optax.chain(
        optax.scale_by_factored_rms(True, h["decayExponent"], 0, 1, 1e-30, decay),
        optax.clip_by_block_rms(h["maxRms"]),
        optax.scale_by_learning_rate(h.get("learningRate", relative)),
        optax.scale_by_param_block_rms(h["floor"]),
    )


def optax_muon(h):
    """optax's Newton-Schulz iteration after a Nesterov momentum that it leaves as it is; Adam for a vector."""
    shape = optax.contrib.MuonDimensionNumbers()
    of = {"w": shape, "b": optax.MaskedNode()}
    muon = optax.chain(
        optax.trace(h["momentum"], nesterov=True),
        optax.contrib.scale_by_muon(beta=0.0, nesterov=False, weight_dimension_numbers=of),
        optax.contrib._muon.scale_by_shape(weight_dimension_numbers=of),
        optax.add_decayed_weights(h["weightDecay"]),
        optax.scale_by_learning_rate(h["learningRate"]),
    )
    return optax.partition({"muon": muon, "adam": optax.adam(h["learningRate"])}, {"w": "muon", "b": "adam"})


def torch_parted(leaves, h):
    """AdamW, which does not decay the bias."""
    w, b = leaves
    groups = [{"params": [w]}, {"params": [b], "weight_decay": 0.0}]
    return torch_adam(torch.optim.AdamW)(groups, h)


def optax_parted(h):
    decay, mask = h["weightDecay"], {"w": True, "b": False}
    return optax.adamw(h["learningRate"], h["beta1"], h["beta2"], h["epsilon"], weight_decay=decay, mask=mask)


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

WRITTEN = {"how": "the recurrence written out over torch tensors"}


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
    "momentumClassical": Oracle(
        MOMENTUM,
        TORCH | {"how": "torch.optim.SGD, which agrees while the rate is constant"},
        by_torch(torch_sgd),
        OPTAX,
        by_optax(lambda h: optax.chain(optax.scale(-h["learningRate"]), optax.trace(h["momentum"]))),
    ),
    "momentumMean": Oracle(
        MOMENTUM,
        OPTAX,
        by_optax(lambda h: optax.chain(optax.ema(h["momentum"], debias=False), optax.scale(-h["learningRate"]))),
        TORCH | WRITTEN,
        by_recurrence(momentum_mean_step),
    ),
    "adagrad": Oracle(
        hypers(
            ["learningRate", "epsilon", "initialAccumulator"], (0.1, 0.1, 0.0), (0.5, 0.01, 0.25), (0.05, 1e-8, 0.0)
        ),
        TORCH,
        by_torch(
            lambda leaves, h: torch.optim.Adagrad(
                leaves,
                h["learningRate"],
                initial_accumulator_value=h["initialAccumulator"],
                eps=h["epsilon"],
                foreach=False,
            )
        ),
        TORCH | WRITTEN | {"why": "optax.adagrad has epsilon under the root"},
        by_recurrence(adagrad_step),
    ),
    "adadelta": Oracle(
        hypers(["learningRate", "rho", "epsilon"], (1.0, 0.9, 0.1), (0.5, 0.99, 0.01), (2.0, 0.5, 1e-6)),
        TORCH,
        by_torch(
            lambda leaves, h: torch.optim.Adadelta(leaves, h["learningRate"], h["rho"], h["epsilon"], foreach=False)
        ),
        OPTAX,
        by_optax(lambda h: optax.adadelta(h["learningRate"], h["rho"], h["epsilon"])),
    ),
    "rmspropCentered": Oracle(
        RMSPROP,
        TORCH,
        by_torch(
            lambda leaves, h: torch.optim.RMSprop(
                leaves, h["learningRate"], h["beta"], h["epsilon"], centered=True, foreach=False
            )
        ),
        OPTAX,
        by_optax(
            lambda h: optax.rmsprop(h["learningRate"], h["beta"], h["epsilon"], eps_in_sqrt=False, centered=True)
        ),
    ),
    "amsgrad": Oracle(
        NO_DECAY,
        TORCH,
        by_torch(
            lambda leaves, h: torch.optim.Adam(
                leaves, h["learningRate"], (h["beta1"], h["beta2"]), h["epsilon"], amsgrad=True, foreach=False
            )
        ),
        TORCH | WRITTEN | {"why": "optax.amsgrad takes the maximum after the bias correction"},
        by_recurrence(amsgrad_step),
    ),
    "adamax": Oracle(
        NO_DECAY,
        TORCH,
        by_torch(torch_adam(torch.optim.Adamax)),
        OPTAX,
        by_optax(lambda h: optax.adamax(h["learningRate"], h["beta1"], h["beta2"], h["epsilon"])),
    ),
    "nadam": Oracle(
        NO_DECAY,
        OPTAX,
        by_optax(lambda h: optax.nadam(h["learningRate"], h["beta1"], h["beta2"], h["epsilon"])),
        TORCH | WRITTEN | {"why": "torch.optim.NAdam lets beta1 grow"},
        by_recurrence(nadam_step),
    ),
    "radam": Oracle(
        NO_DECAY,
        OPTAX,
        by_optax(lambda h: optax.radam(h["learningRate"], h["beta1"], h["beta2"], h["epsilon"])),
        TORCH | WRITTEN | {"why": "torch.optim.RAdam adds epsilon before the bias correction"},
        by_recurrence(radam_step),
    ),
    "nadamScheduled": Oracle(
        hypers(
            ["learningRate", "beta1", "beta2", "epsilon", "momentumDecay"],
            (0.1, 0.9, 0.999, 0.1, 0.004),
            (0.02, 0.8, 0.99, 0.01, 0.5),
            (0.003, 0.95, 0.9, 1e-8, 0.0),
        ),
        TORCH,
        in_float64(by_torch(torch_nadam)),
        TORCH | WRITTEN | {"why": "optax.nadam keeps beta1 constant"},
        by_recurrence(nadam_scheduled_step),
    ),
    "radamEpsBefore": Oracle(
        NO_DECAY,
        TORCH,
        by_torch(torch_adam(torch.optim.RAdam)),
        TORCH | WRITTEN | {"why": "optax.radam adds epsilon after the bias correction"},
        by_recurrence(radam_before_step),
    ),
    "scheduleFree": Oracle(
        hypers(["learningRate", "beta", "weightDecay"], (0.1, 0.9, 0.0), (0.03, 0.98, 0.1), (0.5, 0.5, 0.01)),
        library("schedulefree"),
        by_torch(torch_schedule_free),
        OPTAX,
        by_optax(optax_schedule_free),
    ),
    "scheduleFreeAdamw": Oracle(
        ADAM,
        library("schedulefree"),
        by_torch(torch_schedule_free_adamw),
        OPTAX,
        by_optax(optax_schedule_free_adamw),
    ),
    "normalise": Oracle(
        hypers(["learningRate"], (0.1,), (0.03,), (0.5,)),
        OPTAX | {"how": "optax.contrib.normalize, with 0 where it divides 0 by 0"},
        by_optax(optax_normalised),
        TORCH | {"how": "the division written out over torch tensors"},
        by_torch(torch_sgd, divide_by_norm),
    ),
    "freeze": Oracle(
        ADAM,
        TORCH | {"how": "torch.optim.AdamW over all parameters, b without requires_grad"},
        by_torch(torch_frozen, without_frozen),
        OPTAX | {"how": "optax.adamw beside optax.set_to_zero"},
        by_optax(optax_frozen),
    ),
    "lion": Oracle(
        hypers(
            ["learningRate", "beta1", "beta2", "weightDecay"],
            (0.1, 0.9, 0.99, 0.1),
            (0.02, 0.8, 0.9, 0.01),
            (0.003, 0.5, 0.99, 0.3),
        ),
        OPTAX,
        by_optax(lambda h: optax.lion(h["learningRate"], h["beta1"], h["beta2"], weight_decay=h["weightDecay"])),
        TORCH | WRITTEN | {"why": "torch.optim has no Lion"},
        by_recurrence(lion_step),
    ),
    "adafactor": Oracle(
        [
            {"decayExponent": 0.8, "floor": 0.001, "maxRms": 1.0},
            {"learningRate": 0.05, "decayExponent": 0.5, "floor": 1.5, "maxRms": 1.1},
            {"learningRate": 0.003, "decayExponent": 1.0, "floor": 0.001, "maxRms": 2.0},
        ],
        TORCH,
        by_torch(torch_adafactor),
        OPTAX | {"how": "the links of optax.adafactor, which itself counts in float32"},
        by_optax(optax_adafactor),
    ),
    "muon": Oracle(
        hypers(["learningRate", "momentum", "weightDecay"], (0.01, 0.95, 0.1), (0.02, 0.8, 0.0), (0.003, 0.5, 0.3)),
        OPTAX
        | {
            "how": "optax.trace with Nesterov's momentum, then optax.contrib.scale_by_muon without any",
            "why": "optax.contrib.muon corrects its momentum for a bias, and torch.optim.Muon iterates in bfloat16",
        },
        by_optax(optax_muon),
        TORCH | WRITTEN,
        by_recurrence(muon_step),
    ),
    "sam": Oracle(
        hypers(
            ["learningRate", "momentum", "radius", "curvature"],
            (0.03, 0.0, 0.5, 0.2),
            (0.003, 0.9, 0.05, 1.0),
            (0.01, 0.5, 0.2, 0.5),
        ),
        OPTAX | {"loss": "Σ g θ + curvature/4 Σ θ⁴, where g is the step's gradient"},
        optax_sam,
        TORCH | {"how": "the recurrence around torch.optim.SGD, with autograd's gradients"},
        torch_sam,
    ),
    "lookahead": Oracle(
        hypers(
            ["learningRate", "epsilon", "every", "slowRate"],
            (0.1, 0.1, 6, 0.5),
            (0.02, 0.01, 5, 0.8),
            (0.003, 1e-8, 3, 1.0),
        ),
        OPTAX,
        optax_lookahead,
        TORCH | {"how": "the recurrence around torch.optim.Adam"},
        torch_lookahead,
    ),
    "averageParameters": Oracle(
        hypers(["learningRate", "decay"], (0.1, 0.75), (0.03, 0.99), (0.5, 0.5)),
        TORCH | {"how": "the averages, not the parameters, by torch.optim.swa_utils"},
        torch_average,
        OPTAX | {"how": "optax.incremental_update"},
        optax_average,
    ),
    "partition": Oracle(
        ADAM,
        TORCH | {"how": "torch.optim.AdamW with a parameter group for b, which does not decay"},
        by_torch(torch_parted),
        OPTAX | {"how": "optax.adamw with a mask"},
        by_optax(optax_parted),
    ),
    "lamb": Oracle(
        ADAM,
        OPTAX,
        by_optax(
            lambda h: optax.lamb(h["learningRate"], h["beta1"], h["beta2"], h["epsilon"], weight_decay=h["weightDecay"])
        ),
        TORCH | WRITTEN | {"why": "torch.optim has no LAMB"},
        by_recurrence(lamb_step),
    ),
    "accumulate": Oracle(
        hypers(["learningRate", "epsilon", "every"], (0.1, 0.1, 2), (0.02, 0.01, 3), (0.003, 1e-8, 4)),
        TORCH | {"how": "torch.optim.Adam with gradients left to add up, each divided by k"},
        torch_accumulated,
        OPTAX | {"how": "optax.adam on the mean of every k gradients; optax.MultiSteps counts in float32"},
        optax_accumulated,
    ),
    "clipByValue": Oracle(
        hypers(["learningRate", "limit"], (0.1, 0.5), (0.03, 0.25), (0.5, 1.0)),
        OPTAX,
        by_optax(lambda h: optax.chain(optax.clip(h["limit"]), optax.sgd(h["learningRate"]))),
        TORCH,
        by_torch(torch_sgd, clip_each_value),
    ),
    "clipByNorm": Oracle(
        hypers(["learningRate", "maxNorm"], (0.1, 1.5), (0.03, 0.5), (0.5, 1.0)),
        OPTAX | {"how": "optax.clip_by_global_norm for each leaf by itself"},
        by_optax(optax_clip_each),
        TORCH | CLIP,
        by_torch(torch_sgd, clip_each_norm),
    ),
    "clipAdaptively": Oracle(
        hypers(["learningRate", "ratio", "floor"], (0.1, 0.5, 0.001), (0.03, 0.1, 0.5), (0.5, 0.01, 0.001)),
        OPTAX,
        by_optax(
            lambda h: optax.chain(optax.adaptive_grad_clip(h["ratio"], h["floor"]), optax.sgd(h["learningRate"]))
        ),
        TORCH | {"how": "the scaling written out over torch tensors"},
        by_torch(torch_sgd, clip_adaptively),
    ),
    "clipByGlobalNorm": Oracle(
        hypers(["learningRate", "maxNorm"], (0.1, 3.0), (0.03, 0.5), (0.5, 2.0)),
        OPTAX,
        by_optax(optax_clip),
        TORCH | CLIP,
        by_torch(torch_sgd, clip_exactly),
    ),
}


def documents(only=()):
    """Yields each optimizer's name and oracle document, or those of the names in `only`."""
    for name, oracle in OPTIMIZERS.items():
        if only and name not in only:
            continue
        runs, difference, from_torch = [], 0.0, 0.0
        for hyper, (title, params, grads) in zip(oracle.rows, CONFIGURATIONS, strict=True):
            walked = [grads[step % STEPS] for step in range(WALKED)]
            trajectory = oracle.run(params, walked, hyper)
            other = oracle.second_run(params, walked, hyper)
            difference = max(difference, agreed(f"{name}, {title}", trajectory, other))
            if name == "clipByGlobalNorm":
                shipped = by_torch(torch_sgd, clip_as_torch)(params, walked, hyper)
                from_torch = max(from_torch, relative_difference(trajectory, shipped))
            run = {"name": title, "hyper": hyper, "params": params, "grads": grads}
            runs.append(run | {"trajectory": trajectory[:STEPS], "end": trajectory[-1]})
        provenance = oracle.source | {"second": oracle.second | {"largestRelativeDifference": one_digit(difference)}}
        if name == "clipByGlobalNorm":
            apart = {"how": "torch.nn.utils.clip_grad_norm_, for information; it is not the oracle"}
            provenance["third"] = TORCH | apart | {"largestRelativeDifference": one_digit(from_torch)}
        yield name, {"source": provenance, "runs": runs}
