"""Writes lab-04.json: a two-layer tanh network's loss and gradients, float64.

Run: test/oracles/.venv/bin/python test/oracles/lab-04.py (torch 2.13.0). Only maintainers need it.
"""
import json
import pathlib

import torch

torch.set_default_dtype(torch.float64)
inputs = {
    "x": [[1.0, -0.5], [0.25, 2.0], [-1.5, 0.75]],
    "w1": [[0.5, -0.3, 0.8], [0.1, 0.7, -0.6]],
    "b1": [[0.05, -0.1, 0.2]],
    "w2": [[1.2], [-0.7], [0.4]],
    "b2": [[0.3]],
    "y": [[1.0], [0.0], [-1.0]],
}
t = {name: torch.tensor(value, requires_grad=name not in ("x", "y")) for name, value in inputs.items()}
loss = torch.mean((torch.tanh(t["x"] @ t["w1"] + t["b1"]) @ t["w2"] + t["b2"] - t["y"]) ** 2)
loss.backward()
answer = {
    "source": {"library": "torch", "version": torch.__version__.split("+")[0], "dtype": "float64", "script": "test/oracles/lab-04.py"},
    "inputs": inputs,
    "loss": loss.item(),
    "gradients": {name: value.grad.tolist() for name, value in t.items() if value.grad is not None},
}
lines = ",\n".join(f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in answer.items())
path = pathlib.Path(__file__).parent / "lab-04.json"
path.write_text("{\n" + lines + "\n}\n")
