"""Writes lab-12.json: ramps by numpy.geomspace, running means by pandas' ewm, whose adjust=True is the bias correction, the
places where they pass a bound by their cumulative minimum, and the point of steepest fall by numpy.polyfit over the
logarithms of the rates. test/labs/oracle/12.test.ts holds lab 12's solution to it.

Run: test/oracles/.venv/bin/python test/oracles/lab-12.py (NumPy, pandas). Only maintainers need it.
"""

import pathlib

import numpy
import pandas
from document import layout, library

rng = numpy.random.default_rng(12)


def ramp(low, high, steps):
    return {"low": low, "high": high, "steps": steps, "rates": numpy.geomspace(low, high, steps).tolist()}


def curve(length, beta, growth, reach):
    """Noisy losses that stay, fall and rise, with everything that a range test makes of them."""
    t = numpy.arange(length)
    losses = 1 + 2 / (1 + numpy.exp((t - 0.5 * length) / (0.06 * length)))
    losses = losses + 0.3 * numpy.maximum(t - 0.8 * length, 0) ** 2 + 0.1 * rng.standard_normal(length)
    losses = numpy.abs(losses).round(4)
    means = pandas.Series(losses).ewm(alpha=1 - beta, adjust=True).mean().to_numpy()
    beyond = means > growth * numpy.minimum.accumulate(means)
    rates = numpy.geomspace(1e-5, 10, length)
    lowest = int(means.argmin())
    slopes = {
        i: numpy.polyfit(numpy.log(rates[i - reach : i + reach + 1]), means[i - reach : i + reach + 1], 1)[0]
        for i in range(2 * reach, min(lowest, length - 1 - reach) + 1)
    }
    return {
        "beta": beta,
        "growth": growth,
        "reach": reach,
        "losses": losses.tolist(),
        "means": means.tolist(),
        "stop": int(beyond.argmax()) if beyond.any() else -1,
        "suggestion": float(rates[min(slopes, key=slopes.get)]),
    }


document = {
    "source": {**library("numpy"), "second": library("pandas"), "script": "test/oracles/lab-12.py"},
    "ramps": [ramp(1e-5, 10, 7), ramp(0.001, 0.9, 2), ramp(3, 3e6, 5), ramp(1e-8, 1, 12)],
    "curves": [curve(100, 0.9, 4, 5), curve(60, 0.5, 2, 3), curve(40, 0.8, 1.5, 2), curve(30, 0, 20, 1), curve(200, 0.98, 1.2, 10)],
}
(pathlib.Path(__file__).parent / "lab-12.json").write_text(layout(document) + "\n")
