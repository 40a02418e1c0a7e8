"""Two hundred values of each learning-rate schedule, step 0 first."""

import numpy as np
import optax
import torch

from agreement import BOUND
from document import library, one_digit

STEPS = 200
scheduler = torch.optim.lr_scheduler


def by_optax(schedule):
    """A schedule's values at steps 0, 1, ..."""
    return np.array([float(schedule(step)) for step in range(STEPS)])


def by_torch(make, rate):
    """The rates a torch scheduler gives an optimizer, read before each of its steps."""
    optimizer = torch.optim.SGD([torch.zeros(1, dtype=torch.float64)], lr=rate)
    schedule, values = make(optimizer), []
    for _ in range(STEPS):
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


def polynomial(learningRate, steps, power):
    values = by_optax(optax.polynomial_schedule(learningRate, 0.0, power, steps))
    return values, by_torch(lambda o: scheduler.PolynomialLR(o, steps, power), learningRate), STEPS


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
]


def documents():
    """Yields the schedules' oracle document."""
    runs, largest = [], 0.0
    for name, values_of, hyper in RUNS:
        values, torch_values, compared = values_of(**hyper)
        difference = np.max(np.abs(values - torch_values)[:compared]) / hyper["learningRate"]
        assert difference <= BOUND, f"{name} {hyper}: the libraries differ by {difference:.1e}"
        largest = max(largest, difference)
        runs.append({"name": name, "hyper": hyper, "values": values})
    how = "relative to the peak rate, up to the last step of the decay: torch's cosine rises again after it"
    second = library("torch", how=how, largestRelativeDifference=one_digit(largest))
    yield "schedules", {"source": library("optax") | {"second": second}, "runs": runs}
