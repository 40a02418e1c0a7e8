"""Two hundred values of each learning-rate schedule, step 0 first; of a feedback schedule, those after each loss."""

import math

import jax
import jax.numpy as jnp
import numpy as np
import optax
import optax.contrib
import torch

from agreement import BOUND
from document import library, one_digit

STEPS = 200
scheduler = torch.optim.lr_scheduler


def by_optax(schedule):
    """A schedule's values at steps 0, 1, ..."""
    return np.array([float(schedule(step)) for step in range(STEPS)])


def by_torch(make, rate, steps=STEPS):
    """The rates a torch scheduler gives an optimizer, read before each of its steps."""
    optimizer = torch.optim.SGD([torch.zeros(1, dtype=torch.float64)], lr=rate)
    schedule, values = make(optimizer), []
    for _ in range(steps):
        values.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    return np.array(values)


def cosine(learningRate, steps, final):
    values = by_optax(optax.cosine_decay_schedule(learningRate, steps, alpha=final / learningRate))
    torch_values = by_torch(lambda o: scheduler.CosineAnnealingLR(o, steps, eta_min=final), learningRate)
    return values, torch_values, steps + 1


def constant(learningRate):
    values = by_optax(optax.constant_schedule(learningRate))
    return values, by_torch(lambda o: scheduler.ConstantLR(o, factor=1.0), learningRate), STEPS


def warmup(learningRate, warmupSteps):
    values = by_optax(optax.linear_schedule(0.0, learningRate, warmupSteps))
    factor = lambda o: scheduler.LambdaLR(o, lambda step: min(step / warmupSteps, 1.0))
    return values, by_torch(factor, learningRate), STEPS


def warmup_cosine(learningRate, warmupSteps, steps, final):
    values = by_optax(optax.warmup_cosine_decay_schedule(0.0, learningRate, warmupSteps, steps, final))

    def make(optimizer):
        rise = scheduler.LambdaLR(optimizer, lambda step: step / warmupSteps)
        fall = scheduler.CosineAnnealingLR(optimizer, steps - warmupSteps, eta_min=final)
        return scheduler.SequentialLR(optimizer, [rise, fall], [warmupSteps])

    return values, by_torch(make, learningRate), steps + 1


def warmup_times_cosine(learningRate, warmupSteps, steps, final):
    rise = optax.linear_schedule(0.0, 1.0, warmupSteps)
    fall = optax.cosine_decay_schedule(learningRate, steps, alpha=final / learningRate)
    plain = by_torch(lambda o: scheduler.CosineAnnealingLR(o, steps, eta_min=final), learningRate)
    torch_values = plain * by_torch(lambda o: scheduler.LambdaLR(o, lambda step: min(step / warmupSteps, 1.0)), 1.0)
    return by_optax(lambda step: rise(step) * fall(step)), torch_values, steps + 1


def exponential(learningRate, rate, steps):
    values = by_optax(optax.exponential_decay(learningRate, steps, rate))
    return values, by_torch(lambda o: scheduler.ExponentialLR(o, rate ** (1 / steps)), learningRate), STEPS


def staircase(learningRate, rate, steps):
    values = by_optax(optax.exponential_decay(learningRate, steps, rate, staircase=True))
    return values, by_torch(lambda o: scheduler.StepLR(o, steps, rate), learningRate), STEPS


def polynomial(learningRate, steps, power, final=0.0):
    values = by_optax(optax.polynomial_schedule(learningRate, final, power, steps))
    above = by_torch(lambda o: scheduler.PolynomialLR(o, steps, power), learningRate - final)
    return values, above + final, STEPS


def linear(learningRate, steps, final):
    values = by_optax(optax.linear_schedule(learningRate, final, steps))
    fall = lambda o: scheduler.LinearLR(o, start_factor=1.0, end_factor=final / learningRate, total_iters=steps)
    return values, by_torch(fall, learningRate), STEPS


def inverse_time(learningRate, steps):
    values = by_optax(lambda step: learningRate / (1 + jnp.float64(step) / steps))
    return values, by_torch(lambda o: scheduler.LambdaLR(o, lambda step: steps / (steps + step)), learningRate), STEPS


def piecewise(learningRate, values):
    steps, rates = [int(step) for step in values], [learningRate, *values.values()]
    factors = {step: after / before for step, before, after in zip(steps, rates, rates[1:])}
    [gamma] = {one_digit(factor) for factor in factors.values()}
    torch_values = by_torch(lambda o: scheduler.MultiStepLR(o, steps, gamma), learningRate)
    return by_optax(optax.piecewise_constant_schedule(learningRate, factors)), torch_values, STEPS


def cosine_restarts(learningRate, steps, growth, final):
    lengths = [steps * growth**cycle for cycle in range(STEPS // steps + 1)]
    cycles = [optax.cosine_decay_schedule(learningRate, length, final / learningRate) for length in lengths]
    values = by_optax(optax.join_schedules(cycles, np.cumsum(lengths)[:-1].tolist()))
    restarts = lambda o: scheduler.CosineAnnealingWarmRestarts(o, steps, growth, final)
    return values, by_torch(restarts, learningRate), STEPS


def one_cycle(learningRate, steps, rise, start, final):
    """torch counts both turns one step early, so that its cycle is one step longer here."""
    factors = {"div_factor": learningRate / start, "final_div_factor": start / final}
    values = by_optax(optax.cosine_onecycle_schedule(steps, learningRate, rise / steps, **factors))
    longer = {"total_steps": steps + 1, "pct_start": (rise + 1) / (steps + 1), "cycle_momentum": False}
    make = lambda o: scheduler.OneCycleLR(o, learningRate, **longer, **factors)
    return values, by_torch(make, learningRate, steps), steps


def exponential_warmup(learningRate, warmupSteps, start):
    values = by_optax(optax.exponential_decay(learningRate * start, warmupSteps, 1 / start, end_value=learningRate))
    factor = lambda step: start ** (1 - min(step / warmupSteps, 1.0))
    return values, by_torch(lambda o: scheduler.LambdaLR(o, factor), learningRate), STEPS


def inverse_square_root(learningRate, warmupSteps):
    rise = optax.linear_schedule(0.0, learningRate, warmupSteps)
    fall = lambda step: learningRate * jnp.sqrt(warmupSteps / (warmupSteps + jnp.float64(step)))
    factor = lambda step: min(step / warmupSteps, (warmupSteps / max(step, 1)) ** 0.5)
    torch_values = by_torch(lambda o: scheduler.LambdaLR(o, factor), learningRate)
    return by_optax(optax.join_schedules([rise, fall], [warmupSteps])), torch_values, STEPS


def cyclic(learningRate, steps, low, shrink):
    tops = [low + (learningRate - low) * shrink**cycle for cycle in range(STEPS // (2 * steps) + 1)]
    legs = [optax.linear_schedule(*ends, steps) for top in tops for ends in [(low, top), (top, low)]]
    values = by_optax(optax.join_schedules(legs, [steps * leg for leg in range(1, len(legs))]))
    mode = {1.0: "triangular", 0.5: "triangular2"}[shrink]
    make = lambda o: scheduler.CyclicLR(o, low, learningRate, steps, mode=mode, cycle_momentum=False)
    return values, by_torch(make, learningRate), STEPS


def warmup_stable_decay(learningRate, steps, warmupSteps, decaySteps, final):
    rise = optax.linear_schedule(0.0, learningRate, warmupSteps)
    fall = optax.linear_schedule(learningRate, final, decaySteps)
    turns = [warmupSteps, steps - decaySteps]
    values = by_optax(optax.join_schedules([rise, optax.constant_schedule(learningRate), fall], turns))

    def make(optimizer):
        up = scheduler.LambdaLR(optimizer, lambda step: step / warmupSteps)
        along = scheduler.LambdaLR(optimizer, lambda step: 1.0)
        down = scheduler.LinearLR(optimizer, 1.0, final / learningRate, decaySteps)
        return scheduler.SequentialLR(optimizer, [up, along, down], turns)

    return values, by_torch(make, learningRate), STEPS


def scaled_cosine(learningRate, steps, factor):
    values = by_optax(optax.cosine_decay_schedule(learningRate * factor, steps))
    smaller = lambda o: scheduler.ConstantLR(o, factor, STEPS)
    make = lambda o: scheduler.ChainedScheduler([smaller(o), scheduler.CosineAnnealingLR(o, steps)])
    return values, by_torch(make, learningRate), steps + 1


def exponential_with_floor(learningRate, rate, steps, least):
    values = by_optax(optax.exponential_decay(learningRate, steps, rate, end_value=least))
    plain = by_torch(lambda o: scheduler.ExponentialLR(o, rate ** (1 / steps)), learningRate)
    return values, np.maximum(plain, least), STEPS


def on_plateau(losses, learningRate, factor, patience, cooldown, minDelta, relative, mode, final, average):
    """The rate after each loss. torch knows no average, so it sees the means; optax knows no maximum, so it sees -loss."""
    threshold = {"rtol" if relative else "atol": minDelta, "atol" if relative else "rtol": 0.0}
    transform = optax.contrib.reduce_on_plateau(
        factor, patience + 1, **threshold, cooldown=cooldown, accumulation_size=average, min_scale=final / learningRate
    )
    one, sign, values = jnp.ones(()), -1 if mode == "max" else 1, []
    state, update = transform.init(one), jax.jit(transform.update)
    for loss in losses:
        scale, state = update(one, state, value=sign * loss)
        values.append(learningRate * float(scale))

    optimizer = torch.optim.SGD([torch.zeros(1, dtype=torch.float64)], lr=learningRate)
    same = {"factor": factor, "patience": patience, "cooldown": cooldown, "min_lr": final, "eps": 0}
    kind = "rel" if relative else "abs"
    plateau = scheduler.ReduceLROnPlateau(optimizer, mode, threshold=minDelta, threshold_mode=kind, **same)
    torch_values = []
    for step in range(STEPS):
        if (step + 1) % average == 0:
            plateau.step(np.mean(losses[step + 1 - average : step + 1]))
        torch_values.append(optimizer.param_groups[0]["lr"])
    return np.array(values), np.array(torch_values), STEPS


RUNS = [
    ("constant", constant, {"learningRate": 0.01}),
    ("cosine", cosine, {"learningRate": 0.1, "steps": 150, "final": 0.0}),
    ("cosine", cosine, {"learningRate": 3e-4, "steps": 180, "final": 3e-5}),
    ("warmup", warmup, {"learningRate": 0.1, "warmupSteps": 40}),
    ("warmupCosine", warmup_cosine, {"learningRate": 0.1, "warmupSteps": 20, "steps": 170, "final": 0.0}),
    ("warmupCosine", warmup_cosine, {"learningRate": 3e-4, "warmupSteps": 1, "steps": 190, "final": 1e-5}),
    ("warmupTimesCosine", warmup_times_cosine, {"learningRate": 0.1, "warmupSteps": 20, "steps": 170, "final": 0.0}),
    ("exponential", exponential, {"learningRate": 0.1, "rate": 0.5, "steps": 30}),
    ("staircase", staircase, {"learningRate": 0.1, "rate": 0.5, "steps": 30}),
    ("polynomial", polynomial, {"learningRate": 0.1, "steps": 150, "power": 2.0}),
    ("polynomial", polynomial, {"learningRate": 3e-4, "steps": 180, "power": 0.5, "final": 1e-5}),
    ("linear", linear, {"learningRate": 0.1, "steps": 150, "final": 0.01}),
    ("inverseTime", inverse_time, {"learningRate": 0.1, "steps": 40}),
    ("piecewise", piecewise, {"learningRate": 0.1, "values": {"60": 0.01, "120": 0.001}}),
    ("cosineRestarts", cosine_restarts, {"learningRate": 0.1, "steps": 45, "growth": 1, "final": 0.0}),
    ("cosineRestarts", cosine_restarts, {"learningRate": 3e-4, "steps": 28, "growth": 2, "final": 3e-5}),
    ("oneCycle", one_cycle, {"learningRate": 0.1, "steps": 160, "rise": 40, "start": 0.004, "final": 4e-7}),
    ("exponentialWarmup", exponential_warmup, {"learningRate": 0.1, "warmupSteps": 40, "start": 0.01}),
    ("inverseSquareRoot", inverse_square_root, {"learningRate": 1e-3, "warmupSteps": 40}),
    ("cyclic", cyclic, {"learningRate": 0.1, "steps": 24, "low": 0.01, "shrink": 1.0}),
    ("cyclic", cyclic, {"learningRate": 0.1, "steps": 24, "low": 0.01, "shrink": 0.5}),
    (
        "warmupStableDecay",
        warmup_stable_decay,
        {"learningRate": 0.1, "steps": 170, "warmupSteps": 20, "decaySteps": 50, "final": 1e-3},
    ),
    ("scaledCosine", scaled_cosine, {"learningRate": 0.1, "steps": 150, "factor": 0.3}),
    ("exponentialWithFloor", exponential_with_floor, {"learningRate": 0.1, "rate": 0.5, "steps": 20, "least": 0.003}),
]

LOSSES = [round(2 / (1 + step / 15) + 0.1 * math.sin(1.7 * step) * math.cos(0.3 * step), 4) for step in range(STEPS)]
ACCURACIES = [round(1 - loss / 3, 4) for loss in LOSSES]
FEEDBACK = [
    (
        LOSSES,
        {"learningRate": 0.1, "factor": 0.1, "patience": 10, "cooldown": 0, "minDelta": 1e-4}
        | {"relative": True, "mode": "min", "final": 0.0, "average": 1},
    ),
    (
        LOSSES,
        {"learningRate": 0.1, "factor": 0.5, "patience": 2, "cooldown": 3, "minDelta": 0.02}
        | {"relative": False, "mode": "min", "final": 1e-3, "average": 4},
    ),
    (
        ACCURACIES,
        {"learningRate": 3e-4, "factor": 0.5, "patience": 0, "cooldown": 5, "minDelta": 0.01}
        | {"relative": False, "mode": "max", "final": 1e-6, "average": 1},
    ),
]


def documents():
    """Yields the schedules' oracle document."""
    runs, largest = [], 0.0

    def agreed(name, hyper, values, torch_values, compared):
        apart = np.max(np.abs(values[:compared] - torch_values[:compared])) / hyper["learningRate"]
        assert apart <= BOUND, f"{name} {hyper}: the libraries differ by {apart:.1e}"
        return apart

    for name, values_of, hyper in RUNS:
        values, torch_values, compared = values_of(**hyper)
        largest = max(largest, agreed(name, hyper, values, torch_values, compared))
        runs.append({"name": name, "hyper": hyper, "values": values})
    for losses, hyper in FEEDBACK:
        values, torch_values, compared = on_plateau(losses, **hyper)
        largest = max(largest, agreed("onPlateau", hyper, values, torch_values, compared))
        runs.append({"name": "onPlateau", "hyper": hyper, "losses": losses, "values": values})
    how = "relative to the peak rate, up to the last step of the decay: torch's cosine rises again after it"
    second = library("torch", how=how, largestRelativeDifference=one_digit(largest))
    yield "schedules", {"source": library("optax") | {"second": second}, "runs": runs}
