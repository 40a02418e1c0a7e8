"""Writes lab-08.json: what PyTorch and optax answer, float64; test/labs/oracle/08.test.ts compares
the lab's solution with it.

The trajectories are a part of adam.json and adamw.json next to this file (PyTorch, confirmed by optax). The moments are the
state of torch.optim.Adam on the same gradients; the corrected moments are optax's.

Run: test/oracles/.venv/bin/python test/oracles/lab-08.py. Only maintainers need it.
"""

import json
import pathlib

import jax
import optax
import torch

jax.config.update("jax_enable_x64", True)
here = pathlib.Path(__file__).parent
STEPS = 14  # steps 10 to 12 have zero gradients


def coordinates(values):
    """Four of the nine coordinates; the third one's gradient is always zero."""
    return [values["w"][0][0], values["w"][0][1], values["w"][1][2], values["b"][0]]


def part(run):
    return {
        "name": run["name"],
        "hyper": run["hyper"],
        "start": coordinates(run["params"]),
        "gradients": [coordinates(values) for values in run["grads"][:STEPS]],
        "trajectory": [coordinates(values) for values in run["trajectory"][:STEPS]],
    }


def moments(run):
    """The running means m and v after each step, from torch.optim.Adam's state."""
    parameter = torch.tensor(run["start"], dtype=torch.float64, requires_grad=True)
    hyper = run["hyper"]
    optimizer = torch.optim.Adam(
        [parameter], hyper["learningRate"], (hyper["beta1"], hyper["beta2"]), hyper["epsilon"], foreach=False
    )
    answer = {"m": [], "v": []}
    for gradient in run["gradients"]:
        parameter.grad = torch.tensor(gradient, dtype=torch.float64)
        optimizer.step()
        answer["m"].append(optimizer.state[parameter]["exp_avg"].tolist())
        answer["v"].append(optimizer.state[parameter]["exp_avg_sq"].tolist())
    return answer


def correction(t, beta1, beta2, m, v):
    def by_optax(moment, decay):
        return float(optax.tree_utils.tree_bias_correction(jax.numpy.float64(moment), decay, t))

    at = {"t": t, "beta1": beta1, "beta2": beta2, "m": m, "v": v}
    return at | {"mHat": by_optax(m, beta1), "vHat": by_optax(v, beta2)}


adam, adamw = (
    [part(run) for run in json.loads((here / f"{name}.json").read_text())["runs"]]
    for name in ("adam", "adamw")
)
answer = {
    "source": {
        "trajectories": {"library": "torch", "version": torch.__version__.split("+")[0], "part of": "test/oracles"},
        "moments": {"library": "torch", "version": torch.__version__.split("+")[0]},
        "corrections": {"library": "optax", "version": optax.__version__},
    },
    "adam": [run | moments(run) for run in adam],
    "corrections": [
        correction(1, 0.9, 0.999, -0.05, 0.00025),
        correction(1, 0.5, 0.9, 3.0, 0.4),
        correction(2, 0.9, 0.999, 0.125, 0.0625),
        correction(10, 0.8, 0.99, 1.5, 2.0),
        correction(1000, 0.9, 0.999, -0.75, 0.5),
    ],
    "adamw": adamw,
}


def text(value, indent=0):
    """JSON with one line for each list of numbers."""
    inner = "\n" + " " * (indent + 2)
    if isinstance(value, dict) and any(isinstance(each, (dict, list)) for each in value.values()):
        pairs = [f"{json.dumps(key)}: {text(each, indent + 2)}" for key, each in value.items()]
        return "{" + inner + ("," + inner).join(pairs) + "\n" + " " * indent + "}"
    if isinstance(value, list) and value and isinstance(value[0], (dict, list)):
        return "[" + inner + ("," + inner).join(text(each, indent + 2) for each in value) + "\n" + " " * indent + "]"
    return json.dumps(value)


(here / "lab-08.json").write_text(text(answer) + "\n")
