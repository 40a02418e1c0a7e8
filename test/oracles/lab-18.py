"""Writes lab-18.json: grids by scikit-learn's ParameterGrid, values by the quantile functions of SciPy's distributions, rungs
by scikit-learn's HalvingRandomSearchCV on as many rows as it may use, and means and deviations by NumPy.
test/labs/oracle/18.test.ts holds lab 18's solution to it.

Run: test/oracles/.venv/bin/python test/oracles/lab-18.py (NumPy, SciPy, scikit-learn). Only maintainers need it.
"""

import pathlib

import numpy
from document import layout, library, plain
from scipy import stats
from sklearn.dummy import DummyRegressor
from sklearn.experimental import enable_halving_search_cv  # noqa: F401
from sklearn.model_selection import HalvingRandomSearchCV, ParameterGrid

rng = numpy.random.default_rng(18)

grids = [
    {"batch": [8, 16, 32], "rate": [0.1, 1]},
    {"depth": [2], "rule": ["Adam", "momentum"], "width": [3, 1, 2]},
    {"a": [0, 1], "b": [5, 4], "c": [2, 2], "d": ["x", "y", "z"]},
]


def drawn(kind, low, high):
    """The quantiles of a range at random numbers, none of which is where a whole number begins."""
    ranges = {
        "uniform": stats.uniform(low, high - low),
        "log-uniform": stats.loguniform(low, high),
        "whole": stats.randint(low, high + 1),
    }
    numbers = rng.uniform(0.001, 0.999, 12).round(6)
    values = ranges[kind].ppf(numbers)
    return {"kind": kind, "low": low, "high": high, "numbers": numbers, "values": values}


def raced(trials, factor, smallest):
    """How many candidates each iteration has, and how many rows each of them gets, beginning with the smallest number."""
    iterations = 0
    while factor ** (iterations + 1) <= trials:
        iterations += 1
    rows = smallest * factor**iterations
    search = HalvingRandomSearchCV(
        DummyRegressor(),
        {"constant": stats.uniform(0, 1)},
        n_candidates=trials,
        factor=factor,
        min_resources=smallest,
        max_resources=rows,
        cv=2,
        random_state=0,
    )
    search.fit(numpy.arange(rows).reshape(-1, 1), rng.standard_normal(rows))
    return {
        "trials": trials,
        "factor": factor,
        "candidates": search.n_candidates_,
        "resources": search.n_resources_,
    }


def reported(size, middle):
    losses = (middle + rng.standard_normal(size)).round(6)
    return {"losses": losses, "mean": losses.mean(), "deviation": losses.std(ddof=1)}


document = {
    "source": [library("numpy"), library("scipy"), library("scikit-learn")],
    "grids": [{"values": values, "configurations": list(ParameterGrid(values))} for values in grids],
    "draws": [
        drawn("uniform", -2, 7),
        drawn("log-uniform", 1e-4, 1),
        drawn("log-uniform", 3, 5000),
        drawn("whole", 1, 6),
        drawn("whole", -4, 40),
    ],
    "rungs": [raced(8, 2, 6), raced(27, 3, 4), raced(81, 3, 4), raced(16, 4, 4), raced(25, 5, 4)],
    "reports": [reported(2, 1), reported(3, 0.6), reported(11, 500)],
}
target = pathlib.Path(__file__).with_suffix(".json")
target.write_text(layout(plain(document)) + "\n")
