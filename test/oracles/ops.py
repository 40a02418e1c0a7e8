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


def activations():
    """softmax along one and several axes, erf at both of its ends, the exact gelu."""
    wide = {"x": np.array([[0.0, 0.5, -1.25], [1e-5, -3.0, 6.5]])}
    yield "erf", {}, wide, torch.erf, jax.scipy.special.erf
    yield "gelu", {}, wide, torch.nn.functional.gelu, lambda x: jax.nn.gelu(x, approximate=False)
    ends = {"x": np.array([[1000.0, 999.0, -1000.0], [-1000.0, -1000.5, -1001.0]])}
    for axis, inputs in [(1, {"x": normal(2, 3)}), (0, {"x": normal(2, 3)}), (-1, ends)]:
        yield (
            *("softmax", {"axes": [axis]}, inputs),
            lambda x, axis=axis: torch.softmax(x, axis),
            lambda x, axis=axis: jax.nn.softmax(x, axis),
        )


def arrangements():
    """Running sums, reversals, and tensors put together."""
    for axis in [0, 1, -1]:
        yield (
            *("cumsum", {"axis": axis}, {"x": normal(2, 3, 2)}),
            lambda x, axis=axis: torch.cumsum(x, axis),
            lambda x, axis=axis: jnp.cumsum(x, axis),
        )
    for axes in [[1], [0, 2]]:
        yield (
            *("flip", {"axes": axes}, {"x": normal(2, 3, 2)}),
            lambda x, axes=axes: torch.flip(x, axes),
            lambda x, axes=axes: jnp.flip(x, axes),
        )
    for axis, shape in [(0, (1, 3)), (1, (2, 2))]:
        yield (
            *("concat", {"axis": axis}, {"a": normal(2, 3), "b": normal(*shape)}),
            lambda a, b, axis=axis: torch.cat([a, b], axis),
            lambda a, b, axis=axis: jnp.concatenate([a, b], axis),
        )
    for axis in [0, 2]:
        yield (
            *("stack", {"axis": axis}, {"a": normal(2, 3), "b": normal(2, 3)}),
            lambda a, b, axis=axis: torch.stack([a, b], axis),
            lambda a, b, axis=axis: jnp.stack([a, b], axis),
        )
    for a, b in [((2, 2, 3), (3, 2)), ((2, 3), (2, 3, 2)), ((2, 1, 2, 3), (3, 3, 2))]:
        plain = {"transposeA": False, "transposeB": False}
        yield "matmul", plain, {"a": normal(*a), "b": normal(*b)}, torch.matmul, jnp.matmul


def channels_last(function):
    """A torch function of channels-first images as one of channels-last images."""
    return lambda x, *rest: function(x.permute(0, 3, 1, 2), *rest).permute(0, 2, 3, 1)


def images():
    """Convolutions and pooling of images [batch, height, width, channels]; padding is the same on both sides."""
    conv_t = torch.nn.functional.conv2d

    def conv_j(x, filter, strides, padding, product):
        """Slice by slice: XLA's own convolution aborts on the gradient of a strided one."""
        x = jnp.pad(x, [(0, 0), *((count, count) for count in padding), (0, 0)])
        rows, columns, down, right = *filter.shape[:2], *strides
        high, wide = (x.shape[1] - rows) // down + 1, (x.shape[2] - columns) // right + 1
        places = [(i, j) for i in range(rows) for j in range(columns)]
        reach = lambda first, count, stride: slice(first, first + (count - 1) * stride + 1, stride)
        return sum(
            jnp.einsum(product, x[:, reach(i, high, down), reach(j, wide, right)], filter[i, j]) for i, j in places
        )

    for strides, padding in [([1, 1], [0, 0]), ([2, 1], [1, 1]), ([2, 2], [0, 1])]:
        attributes = {"strides": strides, "padding": padding}
        yield (
            *("conv2d", attributes, {"x": normal(2, 5, 4, 2), "filter": normal(3, 2, 2, 3)}),
            channels_last(lambda x, w, s=strides, p=padding: conv_t(x, w.permute(3, 2, 0, 1), None, s, p)),
            lambda x, filter, s=strides, p=padding: conv_j(x, filter, s, p, "nhwc,co->nhwo"),
        )
        yield (
            *("depthwiseConv2d", attributes, {"x": normal(1, 4, 4, 2), "filter": normal(2, 3, 2, 2)}),
            channels_last(
                lambda x, w, s=strides, p=padding: conv_t(
                    x, w.permute(2, 3, 0, 1).reshape(4, 1, 2, 3), None, s, p, groups=2
                )
            ),
            lambda x, filter, s=strides, p=padding: (
                (y := conv_j(x, filter, s, p, "nhwc,cq->nhwcq")).reshape(*y.shape[:3], -1)
            ),
        )
    for size, strides, padding in [([2, 2], [2, 2], [0, 0]), ([3, 2], [2, 1], [1, 1])]:
        window, moves = (1, *size, 1), (1, *strides, 1)
        around = [(0, 0), *((count, count) for count in padding), (0, 0)]
        attributes = {"size": size, "strides": strides, "padding": padding}

        def mean(x, window=window, moves=moves, around=around):
            total = jax.lax.reduce_window(x, 0.0, jax.lax.add, window, moves, around)
            return total / jax.lax.reduce_window(jnp.ones_like(x), 0.0, jax.lax.add, window, moves, around)

        yield (
            *("maxPool", attributes, {"x": normal(2, 4, 4, 2)}),
            channels_last(lambda x, k=size, s=strides, p=padding: torch.nn.functional.max_pool2d(x, k, s, p)),
            lambda x, w=window, m=moves, p=around: jax.lax.reduce_window(x, -jnp.inf, jax.lax.max, w, m, p),
        )
        yield (
            *("avgPool", attributes, {"x": normal(2, 4, 4, 2)}),
            channels_last(
                lambda x, k=size, s=strides, p=padding: torch.nn.functional.avg_pool2d(
                    x, k, s, p, count_include_pad=False
                )
            ),
            mean,
        )


def documents():
    """Yields the operations' oracle document."""
    cases, largest = [], 0.0
    for family in [elementwise, reductions, matmuls, selections, activations, arrangements, images]:
        for name, attributes, inputs, torch_function, jax_function in family():
            positional = lambda f: lambda **leaves: f(*(leaves[name] for name in inputs))
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
