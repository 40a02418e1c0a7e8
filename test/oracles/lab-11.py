"""What PyTorch, Keras and optax do on a plateau, and at a restart: the same readings and nominal settings. Writes lab-11.json.

Run by itself, with torch, optax, keras and tensorflow-cpu installed (test/oracles/README.md has the versions):
python lab-11.py
"""

import json
import math
import os
import pathlib
import types

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"

import jax
import jax.numpy as jnp
import keras
import numpy as np
import optax
import optax.contrib
import tensorflow as tf
import torch

jax.config.update("jax_enable_x64", True)
scheduler = torch.optim.lr_scheduler


def by_torch(readings, rate, factor, patience, minDelta, cooldown, minRate, relative=False):
    optimizer = torch.optim.SGD([torch.zeros(1, dtype=torch.float64)], lr=rate)
    rule = scheduler.ReduceLROnPlateau(
        optimizer, factor=factor, patience=patience, threshold=minDelta, threshold_mode="rel" if relative else "abs",
        cooldown=cooldown, min_lr=minRate, eps=0,
    )
    states = []
    for reading in readings:
        rule.step(reading)
        states.append([optimizer.param_groups[0]["lr"], rule.best, rule.num_bad_epochs, rule.cooldown_counter])
    return states


def by_keras(readings, rate, factor, patience, minDelta, cooldown, minRate):
    """The rates after each reading; Keras keeps its rate in float32, so all rates here are powers of two."""
    optimizer = keras.optimizers.SGD(rate)
    rule = keras.callbacks.ReduceLROnPlateau(
        monitor="loss", factor=factor, patience=patience, mode="min", min_delta=minDelta, cooldown=cooldown, min_lr=minRate
    )
    rule.set_model(types.SimpleNamespace(optimizer=optimizer))
    rule.on_train_begin()
    rates = []
    for epoch, reading in enumerate(readings):
        rule.on_epoch_end(epoch, {"loss": reading})
        rates.append(float(optimizer.learning_rate.numpy()))
    return rates


def by_optax(readings, rate, factor, patience, minDelta, cooldown, minRate):
    transform = optax.contrib.reduce_on_plateau(
        factor, patience, rtol=0.0, atol=minDelta, cooldown=cooldown, min_scale=minRate / rate
    )
    one = jnp.ones(())
    state, update, rates = transform.init(one), jax.jit(transform.update), []
    for reading in readings:
        scale, state = update(one, state, value=jnp.float64(reading))
        rates.append(rate * float(scale))
    return rates


def plateau(name, readings, **settings):
    return {
        "name": name,
        "settings": settings,
        "readings": readings,
        "torch": by_torch(readings, **settings),
        "keras": by_keras(readings, **settings),
        "optax": by_optax(readings, **settings),
    }


PLAIN = {"rate": 0.5, "factor": 0.5, "patience": 1, "minDelta": 0.125, "cooldown": 0, "minRate": 0.0}
FLAT = [2.0] * 16
WAVES = [round(2 * math.exp(-t / 6) + 1 + 0.4 * math.sin(2.3 * t), 3) for t in range(48)]

plateaus = [
    *[plateau(f"patience {p}", FLAT, **PLAIN | {"patience": p}) for p in (0, 1, 2, 3)],
    *[plateau(f"cooldown {c}", FLAT, **PLAIN | {"cooldown": c, "patience": 2}) for c in (1, 2, 3)],
    plateau("minimum", FLAT, **PLAIN | {"minRate": 0.09375}),
    plateau("below the minimum", FLAT[:8], **PLAIN | {"rate": 0.03125, "minRate": 0.0625}),
    *[
        plateau(f"waves {p} {c}", WAVES, **PLAIN | {"patience": p, "cooldown": c, "minDelta": 0.0505, "minRate": 0.015625})
        for p in (0, 1, 2)
        for c in (0, 1, 3)
    ],
]
# A relative margin where the best is negative: which readings count as better?
negative = by_torch([-2.0, -1.9, -1.75, -1.9], **PLAIN | {"minDelta": 0.1}, relative=True)

STEPS = 70


def restarts(rate, final, length, growth):
    optimizer = torch.optim.SGD([torch.zeros(1, dtype=torch.float64)], lr=rate)
    rule = scheduler.CosineAnnealingWarmRestarts(optimizer, length, growth, final)
    rates = []
    for _ in range(STEPS):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        rule.step()
    theirs = keras.optimizers.schedules.CosineDecayRestarts(rate, length, t_mul=float(growth), alpha=final / rate)
    return {
        "cycles": {"learningRate": rate, "final": final, "length": length, "growth": growth},
        "torch": rates,
        "keras": [float(theirs(step)) for step in range(STEPS)],
    }


cosines = [restarts(0.5, 0.0, 4, 2), restarts(0.5, 0.0625, 5, 1), restarts(0.25, 0.03125, 3, 3), restarts(0.5, 0.0, 10, 1)]
given = keras.optimizers.schedules.CosineDecayRestarts(0.5, 4)
defaults = {"keras growth": given._t_mul, "torch growth": 1}
shrunk = keras.optimizers.schedules.CosineDecayRestarts(0.5, 4, t_mul=1.0, m_mul=0.5)

document = {
    "source": {
        "torch": torch.__version__.split("+")[0],
        "keras": keras.__version__,
        "optax": optax.__version__,
        "tensorflow": tf.__version__,
    },
    "plateaus": plateaus,
    "negative": {"readings": [-2.0, -1.9, -1.75, -1.9], "torch": negative},
    "cosines": cosines,
    "defaults": defaults,
    "shrunk": [float(shrunk(step)) for step in range(12)],
}
text = json.dumps(document).replace("Infinity", '"∞"')
pathlib.Path(__file__).with_name("lab-11.json").write_text(text + "\n")
