"""The learning rates of three libraries' schedules, and what they take where nothing is given. Writes lab-10.json.

Run by itself, with torch, optax, keras and tensorflow-cpu installed (test/oracles/README.md has the versions):
python lab-10.py
"""

import inspect
import json
import os
import pathlib
import warnings

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"
warnings.filterwarnings("ignore")  # torch remarks on schedulers that step each other

import jax
import keras
import optax
import torch

jax.config.update("jax_enable_x64", True)
of_keras = keras.optimizers.schedules
of_torch = torch.optim.lr_scheduler

RATE, STEPS, LAST = 0.5, 40, 100


def by_torch(make, steps=LAST):
    """The rate that each step of a training has under a scheduler."""
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=RATE)
    scheduler = make(optimizer)
    rates = []
    for _ in range(steps + 1):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return rates


def called(schedule, steps=LAST):
    return [float(schedule(step)) for step in range(steps + 1)]


def run(library, name, settings, rates):
    return {"library": library, "name": name, "settings": settings, "rates": rates}


def sequential(optimizer):
    rise = of_torch.LinearLR(optimizer, 1e-12, 1.0, 10)
    return of_torch.SequentialLR(optimizer, [rise, of_torch.CosineAnnealingLR(optimizer, STEPS)], [10])


def defaults(function, *names):
    parameters = inspect.signature(function).parameters
    return {name: parameters[name].default for name in names}


keras_warm = of_keras.CosineDecay(0.0, STEPS, warmup_target=RATE, warmup_steps=10)
runs = [
    run("keras", "exponential", [RATE, 30, 0.25, False], called(of_keras.ExponentialDecay(RATE, 30, 0.25))),
    run("keras", "exponential", [RATE, 30, 0.25, True], called(of_keras.ExponentialDecay(RATE, 30, 0.25, True))),
    run("torch", "exponential", [RATE, 30, 0.25, True], by_torch(lambda o: of_torch.StepLR(o, 30, 0.25))),
    run("torch", "exponential", [RATE, 1, 0.95, False], by_torch(lambda o: of_torch.ExponentialLR(o, 0.95))),
    run("optax", "exponential", [RATE, 30, 0.25, True], called(optax.exponential_decay(RATE, 30, 0.25, staircase=True))),
    run("keras", "timeBased", [RATE, 8], called(of_keras.InverseTimeDecay(RATE, 1, 0.125))),
    *[
        run(library, "polynomial", [RATE, STEPS, final, power], rates)
        for final, power in [(0.0, 2.0), (0.125, 1.0), (0.125, 0.5)]
        for library, rates in [
            ("keras", called(of_keras.PolynomialDecay(RATE, STEPS, final, power))),
            ("optax", called(optax.polynomial_schedule(RATE, final, power, STEPS))),
        ]
    ],
    run("torch", "polynomial", [RATE, STEPS, 0.0, 2.0], by_torch(lambda o: of_torch.PolynomialLR(o, STEPS, 2.0))),
    run("keras", "cosine", [RATE, STEPS, 0.0], called(of_keras.CosineDecay(RATE, STEPS))),
    run("keras", "cosine", [RATE, STEPS, 0.125], called(of_keras.CosineDecay(RATE, STEPS, 0.25))),
    run("optax", "cosine", [RATE, STEPS, 0.125], called(optax.cosine_decay_schedule(RATE, STEPS, 0.25))),
    run("torch", "cosine", [RATE, STEPS, 0.125], by_torch(lambda o: of_torch.CosineAnnealingLR(o, STEPS, 0.125))),
    run("keras", "joined", [10, STEPS], called(keras_warm)),
    run("torch", "joined", [10, STEPS], by_torch(sequential, 10 + STEPS)),
    run("optax", "joined", [10, STEPS], called(optax.warmup_cosine_decay_schedule(0.0, RATE, 10, 10 + STEPS))),
    run("torch", "default LinearLR", [], by_torch(of_torch.LinearLR, 10)),
]
document = {
    "source": {"torch": torch.__version__.split("+")[0], "keras": keras.__version__, "optax": optax.__version__},
    "rate": RATE,
    "steps": STEPS,
    "runs": runs,
    "defaults": {
        "keras PolynomialDecay": defaults(of_keras.PolynomialDecay, "end_learning_rate", "power"),
        "torch LinearLR": defaults(of_torch.LinearLR, "start_factor", "total_iters"),
        "torch PolynomialLR": defaults(of_torch.PolynomialLR, "total_iters", "power"),
    },
}
target = pathlib.Path(__file__).with_name("lab-10.json")
target.write_text(json.dumps(document) + "\n")
