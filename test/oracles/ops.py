"""Tensor operations: outputs, and the gradients of sum(output * cotangent)."""

import jax
import jax.numpy as jnp
import numpy as np
import torch

from differentiation import differentiated
from document import library, one_digit

random = np.random.default_rng(11)


def normal(*shape):
    return np.round(random.normal(size=shape), 3)


def positive(*shape):
    return np.round(random.uniform(0.1, 4.0, size=shape), 3)


def elementwise():
    """Unary operations at ordinary points and at their ends, then binary ones with broadcasting."""
    yield "exp", {}, {"x": np.array([[0.0, 1.0, -1.5], [2.25, -20.0, 10.0]])}, torch.exp, jnp.exp
    yield "log", {}, {"x": np.array([[1.0, 0.5, 3.0], [1e-8, 250.0, 1.001]])}, torch.log, jnp.log
    yield "sqrt", {}, {"x": np.array([[1.0, 0.5, 3.0], [1e-8, 250.0, 4.0]])}, torch.sqrt, jnp.sqrt
    yield "tanh", {}, {"x": np.array([[0.0, 0.5, -1.25], [1e-5, -3.0, 2.0]])}, torch.tanh, jnp.tanh
    yield "relu", {}, {"x": np.array([[0.0, 0.5, -1.25], [1e-5, -3.0, 2.0]])}, torch.relu, jax.nn.relu
    names = [("add", "add"), ("subtract", "subtract"), ("multiply", "multiply"), ("divide", "divide")]
    for name, function in names:
        for a, b in [((2, 3), (2, 3)), ((2, 3), (3,)), ((2, 1), (1, 3)), ((2, 3), ())]:
            yield name, {}, {"a": normal(*a), "b": positive(*b)}, getattr(torch, function), getattr(jnp, function)


def reductions():
    """sum, mean, max and logsumexp over one, several and all axes; null means all."""
    functions = {
        "sum": (torch.sum, jnp.sum),
        "mean": (torch.mean, jnp.mean),
        "max": (torch.amax, jnp.max),
        "logsumexp": (torch.logsumexp, jax.scipy.special.logsumexp),
    }
    for name, (by_t, by_j) in functions.items():
        for axes, keep in [(None, False), ([0], False), ([1], True), ([-1], False), ([0, 2], False), ([0, 2], True)]:
            dims = [0, 1, 2] if axes is None else axes
            axis = None if axes is None else tuple(axes)
            yield (
                *(name, {"axes": axes, "keepDims": keep}, {"x": normal(2, 3, 2)}),
                lambda x, f=by_t, dims=dims, keep=keep: f(x, dim=dims, keepdim=keep),
                lambda x, f=by_j, axis=axis, keep=keep: f(x, axis=axis, keepdims=keep),
            )
    ties = {"x": np.array([[2.0, 2.0, 1.0], [0.0, -1.0, 0.0]])}
    ends = {"x": np.array([[1000.0, 999.0, -1000.0], [-1000.0, -1000.5, -1001.0]])}
    row = {"axes": [1], "keepDims": False}
    yield "max", row | {"ties": "share"}, ties, lambda x: torch.amax(x, 1), lambda x: jnp.max(x, 1)
    yield "logsumexp", row, ends, lambda x: torch.logsumexp(x, 1), lambda x: jax.scipy.special.logsumexp(x, 1)


def matmuls():
    """a @ b with either operand stored transposed."""
    for left in [False, True]:
        for right in [False, True]:
            inputs = {"a": normal(*((3, 2) if left else (2, 3))), "b": normal(*((4, 3) if right else (3, 4)))}

            def function(a, b, left=left, right=right):
                return (a.T if left else a) @ (b.T if right else b)

            yield "matmul", {"transposeA": left, "transposeB": right}, inputs, function, function


def selections():
    """gather takes whole slices along an axis, takeAlongAxis one element per position, slice a range, where a side."""
    for axis, indices in [(0, [2, 0, 2, 1]), (1, [1, 1])]:
        index = np.array(indices)
        yield (
            *("gather", {"axis": axis, "indices": indices}, {"x": normal(3, 2)}),
            lambda x, axis=axis, index=index: torch.index_select(x, axis, torch.tensor(index)),
            lambda x, axis=axis, index=index: jnp.take(x, index, axis=axis),
        )
    for axis, indices in [(1, [[2], [0]]), (0, [[1, 0, 1], [1, 1, 0], [0, 0, 0]])]:
        index = np.array(indices)
        yield (
            *("takeAlongAxis", {"axis": axis, "indices": indices}, {"x": normal(2, 3)}),
            lambda x, axis=axis, index=index: torch.gather(x, axis, torch.tensor(index)),
            lambda x, axis=axis, index=index: jnp.take_along_axis(x, jnp.asarray(index), axis=axis),
        )
    for start, stop, step in [([0, 1], [2, 3], [1, 1]), ([1, 0], [4, 3], [2, 1]), ([0, 0], [4, 3], [3, 2])]:
        ranges = tuple(slice(*bounds) for bounds in zip(start, stop, step))
        attributes = {"start": start, "stop": stop, "step": step}
        yield "slice", attributes, {"x": normal(4, 3)}, lambda x, r=ranges: x[r], lambda x, r=ranges: x[r]
    condition = [[True, False, True], [False, False, True]]
    for shape in [(2, 3), (3,), ()]:
        yield (
            *("where", {"condition": condition}, {"a": normal(2, 3), "b": normal(*shape)}),
            lambda a, b: torch.where(torch.tensor(condition), a, b),
            lambda a, b: jnp.where(jnp.asarray(condition), a, b),
        )


def documents():
    """Yields the operations' oracle document."""
    cases, largest = [], 0.0
    for family in [elementwise, reductions, matmuls, selections]:
        for name, attributes, inputs, torch_function, jax_function in family():
            positional = lambda f: lambda **leaves: f(*leaves.values())
            shape = torch_function(*(torch.tensor(value) for value in inputs.values())).shape
            cotangent = normal(*shape)
            output, grads, difference = differentiated(
                f"{name} {attributes}", positional(torch_function), positional(jax_function), inputs, cotangent
            )
            largest = max(largest, difference)
            case = {"name": name, "attributes": attributes, "inputs": inputs}
            cases.append(case | {"cotangent": cotangent, "output": output, "gradients": grads})
    second = library("jax", largestRelativeDifference=one_digit(largest))
    yield "ops", {"source": library("torch") | {"second": second}, "cases": cases}
