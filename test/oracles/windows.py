"""Writes windows.json: least squares in batches, each window of them one step along the gradient of all its rows together.

Run: test/oracles/.venv/bin/python test/oracles/windows.py (NumPy). Only maintainers need it.
"""
import json
import pathlib

import numpy

RATE = 0.1
CASES = [
    ("whole windows of one size", 2, [3, 3, 3, 3]),
    ("the last window has one batch of three", 3, [3, 3, 3, 3]),
    ("no window is full", 5, [4, 4, 4]),
    ("batches of several sizes, the last window partial", 2, [4, 2, 1, 4, 3]),
    ("one row in the last batch of the last window", 3, [5, 5, 5, 5, 1]),
]
rng = numpy.random.default_rng(8)
cases = []
for name, every, sizes in CASES:
    x = rng.standard_normal((sum(sizes), 2)).round(3)
    y = rng.standard_normal(sum(sizes)).round(3)
    theta = numpy.array([0.5, -1.0])
    ends = numpy.cumsum(sizes)
    begin = 0
    for last in [*range(every - 1, len(sizes) - 1, every), len(sizes) - 1]:
        rows, begin = slice(begin, ends[last]), ends[last]
        # The mean over the rows of (x·θ − y)².
        theta = theta - RATE * 2 * x[rows].T @ (x[rows] @ theta - y[rows]) / (ends[last] - rows.start)
    cases.append({"name": name, "every": every, "sizes": sizes, "x": x.tolist(), "y": y.tolist(), "end": theta.tolist()})
source = {"library": "numpy", "version": numpy.__version__, "script": "test/oracles/windows.py"}
lines = ",\n".join(f"  {json.dumps(case)}" for case in cases)
path = pathlib.Path(__file__).with_name("windows.json")
path.write_text(f'{{\n "source": {json.dumps(source)},\n "rate": {RATE}, "start": [0.5, -1.0],\n "cases": [\n{lines}\n ]\n}}\n')
