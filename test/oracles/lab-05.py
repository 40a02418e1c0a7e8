"""Writes test/oracles/lab-05.json, float64; test/labs/oracle/05.test.ts compares the lab's solution with it.

The trajectory is torch.optim.SGD's on the batches of these orders, which are the ones that the lab's `permutation` makes of
`source(1)`; the gradient is torch's as well. The noise is the mean over all batches of each size, one by one. The best fit of
the wages is scikit-learn's, confirmed by NumPy.

Run: test/oracles/.venv/bin/python test/oracles/lab-05.py (torch 2.13, scikit-learn 1.9). Only maintainers need it.
"""

import csv
import itertools
import json
import pathlib

import numpy as np
import sklearn
import torch
from sklearn.linear_model import LinearRegression

torch.set_default_dtype(torch.float64)
root = pathlib.Path(__file__).parents[2]

X = [[1, 0.5, -1.2], [1, -0.7, 0.3], [1, 1.9, 0.8], [1, -1.4, -0.6], [1, 0.2, 1.7], [1, -0.9, 0.1], [1, 1.1, -2.0]]
Y = [2.5, 0.4, 5.1, -1.9, 3.3, -0.2, 4.0]
ORDERS = [[2, 1, 5, 6, 3, 4, 0], [0, 3, 1, 6, 5, 4, 2], [5, 3, 2, 4, 6, 1, 0], [0, 1, 6, 2, 3, 5, 4]]
START, SIZE, RATES = [0.3, -0.2, 0.1], 3, lambda step: 0.2 / (1 + 0.1 * step)


def loss(theta, rows):
    return torch.mean((torch.tensor(X)[rows] @ theta - torch.tensor(Y)[rows]) ** 2)


def gradient(rows, theta=START):
    theta = torch.tensor(theta, requires_grad=True)
    return torch.autograd.grad(loss(theta, rows), theta)[0].numpy()


def trajectory():
    theta = torch.tensor(START, requires_grad=True)
    optimizer = torch.optim.SGD([theta], lr=1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, RATES)
    for order in ORDERS:
        for at in range(0, len(order), SIZE):
            optimizer.zero_grad()
            loss(theta, order[at : at + SIZE]).backward()
            optimizer.step()
            schedule.step()
            yield theta.tolist()


def noise(size):
    every = list(range(len(Y)))
    batches = itertools.combinations(every, size)
    return float(np.mean([np.sum((gradient(list(rows)) - gradient(every)) ** 2) for rows in batches]))


def wages():
    with open(root / "packages/data/assets/cps-wages/cps-wages.csv", encoding="utf8") as file:
        rows = list(csv.DictReader(file))
    years = np.array([float(row["experience"]) for row in rows])
    column = lambda name: np.array([float(row[name]) for row in rows])
    female = np.array([float(row["gender"] == "female") for row in rows])
    features = np.stack([column("education"), years, years**2, female, column("union"), column("south")], axis=1)
    scaled = (features - features.mean(axis=0)) / features.std(axis=0)
    fit = LinearRegression().fit(scaled, column("wage"))
    best = [float(fit.intercept_), *map(float, fit.coef_)]
    full = np.column_stack([np.ones(len(rows)), scaled])
    solved, *_ = np.linalg.lstsq(full, column("wage"), rcond=None)
    assert np.allclose(best, solved, rtol=1e-10)
    curvatures = np.linalg.eigvalsh(2 * full.T @ full / len(rows))
    return {
        "best": best,
        "loss": float(np.mean((full @ best - column("wage")) ** 2)),
        "start": float(np.mean(column("wage") ** 2)),
        "curvatures": [float(curvatures[0]), float(curvatures[-1])],
    }


answer = {
    "source": {
        "libraries": {"torch": torch.__version__.split("+")[0], "numpy": np.__version__, "scikit-learn": sklearn.__version__},
        "dtype": "float64",
        "script": "test/oracles/lab-05.py",
    },
    "data": {"x": X, "y": Y},
    "orders": ORDERS,
    "start": START,
    "size": SIZE,
    "gradient": gradient(list(range(len(Y)))).tolist(),
    "trajectory": list(trajectory()),
    "noise": [noise(size) for size in range(1, len(Y) + 1)],
    "wages": wages(),
}
lines = ",\n".join(f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in answer.items())
(root / "test/oracles/lab-05.json").write_text("{\n" + lines + "\n}\n")
