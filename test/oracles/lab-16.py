"""Writes lab-16.json: the lasso by scikit-learn's Lasso and lasso_path, ridge regression by its Ridge, both on made tables and on
the table of wages, soft thresholds by torch.nn.functional.softshrink, and steps of torch's SGD, Adam and AdamW with weight
decay, the bias in a group without. test/labs/oracle/16.test.ts holds lab 16's solution and tables to it.

Run: test/oracles/.venv/bin/python test/oracles/lab-16.py (PyTorch, scikit-learn). Only maintainers need it.
"""

import csv
import pathlib

import numpy
import torch
from document import layout, library, plain
from sklearn.linear_model import Lasso, Ridge, lasso_path

rng = numpy.random.default_rng(16)
root = pathlib.Path(__file__).parents[2]
exact = {"tol": 1e-14, "max_iter": 1_000_000}


def minima(x, y, alphas):
    """The bias and the weights for each alpha; Ridge's loss is a sum, so its alpha is n times ours."""
    lassos = [Lasso(alpha=a, **exact).fit(x, y) for a in alphas]
    ridges = [Ridge(alpha=a * len(y), solver="cholesky").fit(x, y) for a in alphas]
    return {
        "alphas": alphas,
        "lasso": [[fit.intercept_, *fit.coef_] for fit in lassos],
        "ridge": [[fit.intercept_, *fit.coef_] for fit in ridges],
    }


def made(rows, columns, alphas):
    x = rng.standard_normal((rows, columns)).round(3)
    weights = rng.standard_normal(columns) * (rng.random(columns) < 0.6)
    y = (2 + x @ weights + 0.3 * rng.standard_normal(rows)).round(3)
    _, path, gaps = lasso_path(x - x.mean(0), y - y.mean(), alphas=alphas, **exact)
    assert max(gaps) < 1e-9
    return {"x": x, "y": y, **minima(x, y, alphas), "path": path.T}


def wages():
    """The 16 columns of the lesson, from the file itself, standardised over all rows."""
    with (root / "packages/data/assets/cps-wages/cps-wages.csv").open() as file:
        rows = list(csv.DictReader(file))
    names = ["education", "experience", "age", "gender=female", "union", "south", "married"]
    names += ["race=hispanic", "race=other"]
    names += [f"occupation={job}" for job in ("clerical", "management", "professional", "sales", "service")]
    names += ["sector=construction", "sector=manufacturing"]

    def number(row, name):
        column, _, text = name.partition("=")
        return float(row[column] == text) if text else float(row[column])

    x = numpy.array([[number(row, name) for name in names] for row in rows])
    x = (x - x.mean(0)) / x.std(0)
    return minima(x, numpy.array([float(row["wage"]) for row in rows]), [1.5, 0.7, 0.3, 0.1])


def steps(kind, weight_decay):
    """Three weights and a bias, led by gradients that are given."""
    theta, rates = [[4.0], [2.0, -1.5, 0.02]], [0.1, 0.05, 0.2, 0.1, 0.01]
    gradients = rng.standard_normal((len(rates), 4)).round(3)
    bias, weights = (torch.nn.Parameter(torch.tensor(part, dtype=torch.float64)) for part in theta)
    groups = [{"params": [bias], "weight_decay": 0}, {"params": [weights], "weight_decay": weight_decay}]
    optimizer = kind(groups, lr=0.1)
    places = []
    for rate, gradient in zip(rates, torch.tensor(gradients), strict=True):
        for group in optimizer.param_groups:
            group["lr"] = rate
        bias.grad, weights.grad = gradient[:1].clone(), gradient[1:].clone()
        optimizer.step()
        places.append([*bias.tolist(), *weights.tolist()])
    return {
        "optimizer": kind.__name__,
        "weightDecay": weight_decay,
        "theta": [part for parts in theta for part in parts],
        "rates": rates,
        "gradients": gradients,
        "places": places,
    }


def softened(threshold):
    values = [-3.0, -1.0, -0.5, -1e-3, 0.0, 0.25, 0.7, 2.0, 1e6]
    shrunk = torch.nn.functional.softshrink(torch.tensor(values, dtype=torch.float64), threshold)
    return {"threshold": threshold, "values": values, "softened": shrunk.tolist()}


document = {
    "source": {**library("scikit-learn"), "second": library("torch"), "script": "test/oracles/lab-16.py"},
    "made": [made(30, 4, [1.0, 0.3, 0.05]), made(80, 9, [0.8, 0.2, 0.02])],
    "wages": wages(),
    "steps": [
        steps(torch.optim.SGD, 0.5),
        steps(torch.optim.Adam, 0.5),
        steps(torch.optim.AdamW, 0.5),
    ],
    "thresholds": [softened(0.0), softened(0.5), softened(1.0)],
}
(pathlib.Path(__file__).parent / "lab-16.json").write_text(layout(plain(document)) + "\n")
