"""Writes lab-03.json: what NumPy says of curvatures, rates, power iteration and descent; test/labs/oracle/03.test.ts
holds lab 03's solution to it.

Eigenvalues are numpy.linalg.eigvalsh's. The best rate is not computed by its formula: it is where, on a fine grid that is
narrowed eight times, the spectral radius of I - eta H is smallest. The straight line through the wages is a column of
numpy.linalg.lstsq.

Run: test/oracles/.venv/bin/python test/oracles/lab-03.py (NumPy). Only maintainers need it.
"""

import csv
import pathlib

import numpy
from document import layout

here = pathlib.Path(__file__).parent
rng = numpy.random.default_rng(3)


def radius(hessian, rate):
    return float(abs(numpy.linalg.eigvals(numpy.eye(len(hessian)) - rate * hessian)).max())


def best_rate(hessian):
    low, high = 0.0, 4 / float(numpy.trace(hessian)) * len(hessian)
    for _ in range(8):
        grid = numpy.linspace(low, high, 41)
        at = int(numpy.argmin([radius(hessian, rate) for rate in grid]))
        low, high = grid[max(at - 2, 0)], grid[min(at + 2, 40)]
    return (low + high) / 2


def bowl(size):
    """A random positive definite matrix, rounded, and a walk of descent and of power iteration in it."""
    factor = rng.standard_normal((size, size))
    hessian = (factor @ factor.T + 0.3 * numpy.eye(size)).round(3)
    x, direction = rng.standard_normal(size).round(3), rng.uniform(0.5, 2, size).round(3)
    eigenvalues = numpy.linalg.eigvalsh(hessian)
    best = best_rate(hessian)
    w, estimates = direction, []
    for _ in range(6):
        v = w / numpy.linalg.norm(w)
        w = hessian @ v
        estimates.append(float(v @ w))
    descents = []
    for share in (0.5, 0.99, 1.2):
        rate = round(float(share * 2 / eigenvalues[-1]), 5)
        at, losses = x, [float(x @ hessian @ x / 2)]
        for _ in range(12):
            at = at - rate * hessian @ at
            losses.append(float(at @ hessian @ at / 2))
        descents.append({"learningRate": rate, "losses": losses, "end": at.tolist()})
    return {
        "hessian": hessian.tolist(),
        "x": x.tolist(),
        "direction": direction.tolist(),
        "curvatures": eigenvalues.tolist(),
        "best": round(float(best), 7),
        "factor": round(radius(hessian, best), 6),
        "estimates": estimates,
        "descents": descents,
    }


def matrix():
    a, b, d = rng.uniform(-5, 5, 3).round(3).tolist()
    return {"hessian": [[a, b], [b, d]], "curvatures": numpy.linalg.eigvalsh([[a, b], [b, d]]).tolist()}


def wages():
    path = here.parents[1] / "packages/data/assets/cps-wages/cps-wages.csv"
    with path.open(encoding="utf-8") as file:
        rows = [(float(row["education"]), float(row["wage"])) for row in csv.DictReader(file)]
    years, wage = numpy.array(rows).T
    lines = {}
    for name, unit in (
        ("years", years),
        ("centred", years - years.mean()),
        ("standardised", (years - years.mean()) / years.std()),
    ):
        x = numpy.stack([unit, numpy.ones_like(unit)], 1)
        bottom, squares, _, _ = numpy.linalg.lstsq(x, wage, rcond=None)
        hessian = x.T @ x / len(x)
        lines[name] = {
            "curvatures": numpy.linalg.eigvalsh(hessian).tolist(),
            "bottom": bottom.tolist(),
            "lowest": float(squares[0] / (2 * len(x))),
        }
    return lines


document = {
    "source": {"library": "numpy", "version": numpy.__version__, "script": "test/oracles/lab-03.py"},
    "matrices": [matrix() for _ in range(12)],
    "bowls": [bowl(size) for size in (1, 2, 2, 3, 5, 8)],
    "wages": wages(),
}
(here / "lab-03.json").write_text(layout(document) + "\n", encoding="utf-8")
