"""Writes test/oracles/lab-01.json: PyTorch's softmax and cross-entropies at the ends of the number line, in float64;
test/labs/oracle/01.test.ts compares the solution of lab 01 with it. What is ordinary is in losses.json.

Run: test/oracles/.venv/bin/python test/oracles/lab-01.py. Only maintainers need it.
"""

import math

import torch

from document import library, write

F = torch.nn.functional
inf, nan = math.inf, math.nan


def told(value):
    """Numbers that JSON has no word for, as words."""
    if isinstance(value, list):
        return [told(each) for each in value]
    if isinstance(value, float) and not math.isfinite(value):
        return "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"
    return value


def differentiated(loss, numbers, right, kind):
    x = torch.tensor(numbers, dtype=torch.float64, requires_grad=True)
    value = loss(x, torch.tensor(right, dtype=kind))
    value.backward()
    return {"numbers": told(numbers), "right": right, "loss": told(value.item()), "gradient": told(x.grad.tolist())}


ROWS = [[0.0, 0.0], [1.0, 2.0, 3.0], [5.0], [1000.0, 0.0, -1000.0], [-1000.0, -1001.0, -1002.0], [710.0, 709.0, 708.0],
        [-1e9, -1e9, -1e9], [-inf, 0.0], [2.0, -inf, 1.0], [-inf, -inf], [inf, 0.0], [1.0, nan, 2.0]]
BATCHES = [([[-inf, 0.0]], [1]), ([[-inf, 0.0]], [0]), ([[2.0, -inf, 1.0]], [2]), ([[-inf, -inf]], [0]),
           ([[inf, 0.0]], [0]), ([[inf, 0.0]], [1]), ([[1.0, nan]], [0]), ([[1.0, 2.0], [nan, 0.0]], [1, 1]),
           ([[3.0]], [0]), ([[1000.0], [-2.0]], [0, 0]), ([[0.0] * 10], [3]),
           ([[1000.0, 998.0], [0.0, 1.0], [-1000.0, -1003.0]], [0, 1, 1])]
BINARY = [([1000.0, -1000.0, 2.0], [0.0, 1.0, 1.0]), ([745.0, -745.0, 709.0], [0.0, 0.0, 1.0]), ([40.0, -40.0], [1.0, 1.0]),
          ([nan, 2.0], [0.0, 1.0]), ([1.0, inf], [0.0, 0.0])]

write("lab-01", {
    "source": library("torch"),
    "softmax": [{"row": told(row), "p": told(F.softmax(torch.tensor(row, dtype=torch.float64), -1).tolist())} for row in ROWS],
    "crossEntropy": [differentiated(F.cross_entropy, *each, torch.int64) for each in BATCHES],
    "binaryCrossEntropy": [differentiated(F.binary_cross_entropy_with_logits, *each, torch.float64) for each in BINARY],
    "empty": {
        "mse": told(F.mse_loss(torch.zeros(0), torch.zeros(0)).item()),
        "binaryCrossEntropy": told(F.binary_cross_entropy_with_logits(torch.zeros(0), torch.zeros(0)).item()),
        "crossEntropy": told(F.cross_entropy(torch.zeros(0, 3), torch.zeros(0, dtype=torch.int64)).item()),
    },
})
