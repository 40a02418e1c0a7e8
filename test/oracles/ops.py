"""Tensor operations: outputs, and the gradients of sum(output * cotangent)."""

import jax
import jax.numpy as jnp
import numpy as np
import torch

from agreement import agreed
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
    yield "neg", {}, {"x": normal(2, 3)}, torch.neg, jnp.negative
    yield "square", {}, {"x": normal(2, 3)}, torch.square, jnp.square
    yield "abs", {}, {"x": np.array([[1.5, -0.25, 3.0], [-1e-8, 2.0, -7.5]])}, torch.abs, jnp.abs
    yield "log1p", {}, {"x": np.array([[0.0, 1e-12, -0.5], [1e-5, 3.0, 250.0]])}, torch.log1p, jnp.log1p
    yield "sigmoid", {}, {"x": np.array([[0.0, 0.5, -1.25], [1e-5, -3.0, 12.0]])}, torch.sigmoid, jax.nn.sigmoid
    yield "sin", {}, {"x": np.array([[0.0, 0.5, -1.25], [1e-5, -3.0, 60.0]])}, torch.sin, jnp.sin
    yield "cos", {}, {"x": np.array([[0.0, 0.5, -1.25], [1e-5, -3.0, 60.0]])}, torch.cos, jnp.cos
    names = [("add", "add"), ("sub", "subtract"), ("mul", "multiply"), ("div", "divide")]
    for name, function in names:
        for a, b in [((2, 3), (2, 3)), ((2, 3), (3,)), ((2, 1), (1, 3)), ((2, 3), ())]:
            yield name, {}, {"a": normal(*a), "b": positive(*b)}, getattr(torch, function), getattr(jnp, function)
    for a, b in [((2, 3), (2, 3)), ((2, 1), (3,)), ((), (4,))]:
        yield "pow", {}, {"a": positive(*a), "b": normal(*b)}, torch.pow, jnp.power
        yield "maximum", {}, {"a": normal(*a), "b": normal(*b)}, torch.maximum, jnp.maximum
        yield "minimum", {}, {"a": normal(*a), "b": normal(*b)}, torch.minimum, jnp.minimum


def reductions():
    """sum, mean, max, min and logSumExp over one, several and all axes; null means all."""
    functions = {
        "sum": (torch.sum, jnp.sum),
        "mean": (torch.mean, jnp.mean),
        "max": (torch.amax, jnp.max),
        "min": (torch.amin, jnp.min),
        "logSumExp": (torch.logsumexp, jax.scipy.special.logsumexp),
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
    yield "min", row | {"ties": "share"}, ties, lambda x: torch.amin(x, 1), lambda x: jnp.min(x, 1)
    yield "logSumExp", row, ends, lambda x: torch.logsumexp(x, 1), lambda x: jax.scipy.special.logsumexp(x, 1)


def matmuls():
    """a @ b with either operand stored transposed."""
    for left in [False, True]:
        for right in [False, True]:
            inputs = {"a": normal(*((3, 2) if left else (2, 3))), "b": normal(*((4, 3) if right else (3, 4)))}

            def function(a, b, left=left, right=right):
                return (a.T if left else a) @ (b.T if right else b)

            yield "matmul", {"transposeA": left, "transposeB": right}, inputs, function, function


def selections():
    """gather takes whole slices along an axis, takeAlong one element per position, slice a range, where a side."""
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
            *("takeAlong", {"axis": axis, "indices": indices}, {"x": normal(2, 3)}),
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


def everyday():
    """Products with zeros among the factors, spreads, bounds, copies, triangles."""
    zeros = {"x": np.array([[2.0, 0.0, 3.0], [0.0, 0.0, 1.5], [1.0, -2.0, 0.5]])}
    yield "prod", {"axes": [1]}, zeros, lambda x: torch.prod(x, 1), lambda x: jnp.prod(x, 1)
    yield "prod", {"axes": None}, {"x": normal(2, 3)}, torch.prod, jnp.prod
    yield (
        *("prod", {"axes": [0, 2], "keepDims": True}, {"x": normal(2, 3, 2)}),
        lambda x: torch.prod(torch.prod(x, 0, True), 2, True),
        lambda x: jnp.prod(x, (0, 2), keepdims=True),
    )
    for correction in [0, 1]:
        for name, by_t, by_j in [("variance", torch.var, jnp.var), ("std", torch.std, jnp.std)]:
            for axes in [[1], [0, 1]]:
                yield (
                    *(name, {"axes": axes, "correction": correction}, {"x": normal(3, 4)}),
                    lambda x, f=by_t, c=correction, a=tuple(axes): f(x, a, correction=c),
                    lambda x, f=by_j, c=correction, a=tuple(axes): f(x, a, ddof=c),
                )
    yield "clip", {"min": -0.5, "max": 1.0}, {"x": normal(3, 4)}, lambda x: x.clip(-0.5, 1), lambda x: x.clip(-0.5, 1)
    yield "clip", {"max": 0.25}, {"x": normal(3, 4)}, lambda x: x.clip(max=0.25), lambda x: x.clip(max=0.25)
    yield "tile", {"times": [2, 3]}, {"x": normal(2, 2)}, lambda x: x.tile(2, 3), lambda x: jnp.tile(x, (2, 3))
    for axis in [0, 1]:
        yield (
            *("repeat", {"times": 3, "axis": axis}, {"x": normal(2, 2)}),
            lambda x, axis=axis: x.repeat_interleave(3, axis),
            lambda x, axis=axis: jnp.repeat(x, 3, axis),
        )
    for name in ["tril", "triu"]:
        f, g = getattr(torch, name), getattr(jnp, name)
        for diagonal in [-1, 0, 1]:
            yield (
                *(name, {"diagonal": diagonal}, {"x": normal(2, 3, 4)}),
                lambda x, f=f, k=diagonal: f(x, k),
                lambda x, g=g, k=diagonal: g(x, k),
            )
    for exclusive, reverse in [(True, False), (False, True), (True, True)]:

        def running(x, flip, cumsum, exclusive=exclusive, reverse=reverse):
            turn = lambda y: flip(y, (1,)) if reverse else y
            y = cumsum(turn(x), 1)
            return turn(y - turn(x) if exclusive else y)

        yield (
            *("cumsum", {"axis": 1, "exclusive": exclusive, "reverse": reverse}, {"x": normal(2, 4)}),
            lambda x, f=running: f(x, torch.flip, torch.cumsum),
            lambda x, f=running: f(x, jnp.flip, jnp.cumsum),
        )


def forms():
    """The same values in another form, and their transposes."""
    yield "identity", {}, {"x": normal(2, 3)}, torch.clone, jnp.copy
    # Through the second term torch sees a gradient, of zeros.
    yield "stopGradient", {}, {"x": normal(2, 3)}, lambda x: x.detach() + 0 * x, jax.lax.stop_gradient
    yield "cast", {"dtype": "float"}, {"x": normal(2, 3)}, lambda x: x.double(), lambda x: x.astype(jnp.float64)
    for shape in [[3, 2], [6], [1, 6, 1]]:
        reshape = lambda x, shape=shape: x.reshape(shape)
        yield "reshape", {"shape": shape}, {"x": normal(2, 3)}, reshape, reshape
    for order in [[1, 0, 2], [2, 0, 1]]:
        yield (
            *("transpose", {"permutation": order}, {"x": normal(2, 3, 2)}),
            lambda x, order=order: x.permute(order),
            lambda x, order=order: x.transpose(order),
        )
    for axes in [None, [0], [0, -1]]:
        yield (
            *("squeeze", {"axes": axes}, {"x": normal(1, 3, 1)}),
            lambda x, axes=axes: x.squeeze() if axes is None else x.squeeze(tuple(axes)),
            lambda x, axes=axes: x.squeeze() if axes is None else x.squeeze(tuple(axes)),
        )
    for axis in [0, 1, -1]:
        yield (
            *("expandDims", {"axes": axis}, {"x": normal(2, 3)}),
            lambda x, axis=axis: x.unsqueeze(axis),
            lambda x, axis=axis: jnp.expand_dims(x, axis),
        )
    for shape, to in [((2, 1), (2, 3)), ((), (2, 2)), ((3,), (2, 2, 3))]:
        yield (
            *("broadcastTo", {"shape": to}, {"x": normal(*shape)}),
            lambda x, to=to: x.broadcast_to(to),
            lambda x, to=to: jnp.broadcast_to(x, to),
        )
    for to, axes in [((3,), (0,)), ((2, 1), (1,)), ((), (0, 1))]:
        yield (
            *("sumTo", {"shape": to}, {"x": normal(2, 3)}),
            lambda x, to=to: x.sum_to_size(to),
            lambda x, to=to, axes=axes: x.sum(axes).reshape(to),
        )
    for before, after, between, value in [
        ([1, 0], [0, 2], [0, 0], 0.0),
        ([0, 2], [1, 1], [0, 0], -3.0),
        ([1, 0], [0, 2], [2, 1], 0.0),
        ([0, 1], [0, 1], [1, 0], 0.5),
    ]:

        def spread(x, before=before, after=after, between=between, value=value):
            long = [n + (n - 1) * gap for n, gap in zip(x.shape, between)]
            whole = x.new_full([sum(each) for each in zip(before, long, after)], value)
            place = tuple(slice(b, b + n, gap + 1) for b, n, gap in zip(before, long, between))
            return whole.index_put(tuple(torch.meshgrid(*(torch.arange(n)[p] for n, p in zip(whole.shape, place)), indexing="ij")), x)

        config = list(zip(before, after, between))
        yield (
            *("pad", {"before": before, "after": after, "between": between, "value": value}, {"x": normal(2, 3)}),
            spread,
            lambda x, config=config, value=value: jax.lax.pad(x, jnp.asarray(value, x.dtype), config),
        )
    for start, stop, step in [([3, 2], [None, None], [-2, -1]), ([2, 0], [None, 3], [-1, 2])]:
        length = [4, 3]
        ranges = tuple(slice(*bounds) for bounds in zip(start, stop, step))
        # Torch has no negative steps.
        places = [list(range(n))[r] for n, r in zip(length, ranges)]
        attributes = {"start": start, "stop": [-1 if to is None else to for to in stop], "step": step}
        yield (
            *("slice", attributes, {"x": normal(*length)}),
            lambda x, p=places: x[p[0]][:, p[1]],
            lambda x, r=ranges: x[r],
        )
    for axis, rows, index, shape in [(0, 3, [2, 0, 2, 1], (4, 2)), (1, 4, [2, 0, 2], (2, 3, 2)), (0, 5, [[4, 0], [4, 4]], (2, 2, 3))]:
        places = np.array(index)

        def added(x, axis=axis, rows=rows, places=places):
            flat = x.reshape([*x.shape[:axis], places.size, *x.shape[axis + places.ndim :]])
            zeros = x.new_zeros([*flat.shape[:axis], rows, *flat.shape[axis + 1 :]])
            return zeros.index_add(axis, torch.tensor(places.reshape(-1)), flat)

        def added_by_jax(x, axis=axis, rows=rows, places=places):
            flat = x.reshape([*x.shape[:axis], places.size, *x.shape[axis + places.ndim :]])
            ones = jax.nn.one_hot(places.reshape(-1), rows, dtype=x.dtype)
            return jnp.moveaxis(jnp.tensordot(ones, flat, [[0], [axis]]), 0, axis)

        yield "scatterAdd", {"axis": axis, "rows": rows, "indices": index}, {"x": normal(*shape)}, added, added_by_jax
    index = np.array([[2, 0], [1, 1]])
    yield (
        *("gather", {"axis": 1, "indices": index}, {"x": normal(2, 3, 2)}),
        lambda x: x[:, torch.tensor(index)],
        lambda x: jnp.take(x, index, axis=1),
    )


def dilated():
    """Dilated convolutions, and what the gradients of convolutions are made of."""
    strides, padding, dilations = (2, 1), (1, 2), (2, 3)
    attributes = {"strides": strides, "padding": padding, "dilations": dilations}
    yield (
        *("conv2d", attributes, {"x": normal(1, 6, 5, 2), "filter": normal(3, 2, 2, 2)}),
        channels_last(
            lambda x, w: torch.nn.functional.conv2d(x, w.permute(3, 2, 0, 1), None, strides, padding, dilations)
        ),
        lambda x, filter: dilated_by_jax(x, filter, "nhwc,co->nhwo"),
    )
    yield (
        *("depthwiseConv2d", attributes, {"x": normal(1, 6, 5, 2), "filter": normal(3, 2, 2, 2)}),
        channels_last(
            lambda x, w: torch.nn.functional.conv2d(
                x, w.permute(2, 3, 0, 1).reshape(4, 1, 3, 2), None, strides, padding, dilations, groups=2
            )
        ),
        lambda x, filter: (y := dilated_by_jax(x, filter, "nhwc,cq->nhwcq")).reshape(*y.shape[:3], -1),
    )
    for strides, size in [([1, 1], [4, 5]), ([2, 3], [6, 5])]:
        filter_size, channels = [3, 2], [2, 3]
        count = [(n - f) // s + 1 for n, f, s in zip(size, filter_size, strides)]
        image, filter, result = [2, *size, 2], [*filter_size, *channels], [2, *count, 3]
        places = [(i, j) for i in range(filter_size[0]) for j in range(filter_size[1])]
        reach = lambda i, j, s=tuple(strides), c=tuple(count): (
            slice(None), slice(i, i + (c[0] - 1) * s[0] + 1, s[0]), slice(j, j + (c[1] - 1) * s[1] + 1, s[1])
        )
        transposed = lambda ct, w, s=strides: torch.nn.functional.conv_transpose2d(
            ct.permute(0, 3, 1, 2), w.permute(3, 2, 0, 1), None, s
        ).permute(0, 2, 3, 1)

        def to_size(y, size=tuple(size)):
            return torch.nn.functional.pad(y, (0, 0, 0, size[1] - y.shape[2], 0, size[0] - y.shape[1]))

        def transposed_by_jax(ct, filter, image=tuple(image), places=places, reach=reach):
            y = jnp.zeros(image)
            for i, j in places:
                y = y.at[reach(i, j)].add(jnp.einsum("nhwo,co->nhwc", ct, filter[i, j]))
            return y

        def filter_by_torch(x, ct, strides=strides, rows=filter_size):
            y = torch.nn.functional.conv2d(x.permute(3, 0, 1, 2), ct.permute(3, 0, 1, 2), None, 1, 0, strides)
            return y.permute(2, 3, 0, 1)[: rows[0], : rows[1]]

        def filter_by_jax(x, ct, places=places, reach=reach, rows=filter_size):
            each = [jnp.einsum("nhwc,nhwo->co", x[reach(i, j)], ct) for i, j in places]
            return jnp.stack(each).reshape(*rows, *each[0].shape)

        yield (
            *("conv2dInput", {"strides": strides, "size": size}, {"ct": normal(*result), "filter": normal(*filter)}),
            lambda ct, w, f=transposed, to=to_size: to(f(ct, w)),
            transposed_by_jax,
        )
        yield (
            *("conv2dFilter", {"strides": strides, "size": filter_size}, {"x": normal(*image), "ct": normal(*result)}),
            filter_by_torch,
            filter_by_jax,
        )

        def patches_by_torch(x, rows=filter_size, strides=strides):
            y = x.unfold(1, rows[0], strides[0]).unfold(2, rows[1], strides[1])
            return y.permute(0, 1, 2, 4, 5, 3)

        def patches_by_jax(x, places=places, reach=reach, rows=filter_size):
            y = jnp.stack([x[reach(i, j)] for i, j in places], 3)
            return y.reshape(*y.shape[:3], *rows, y.shape[-1])

        def added_by_torch(x, rows=filter_size, strides=strides, size=size):
            columns = x.permute(0, 5, 3, 4, 1, 2).reshape(x.shape[0], -1, x.shape[1] * x.shape[2])
            return torch.nn.functional.fold(columns, size, rows, stride=strides).permute(0, 2, 3, 1)

        def added_by_jax(x, image=tuple(image), places=places, reach=reach):
            y = jnp.zeros(image)
            for i, j in places:
                y = y.at[reach(i, j)].add(x[:, :, :, i, j])
            return y

        windows = [2, *count, *filter_size, 2]
        yield "patches", {"strides": strides, "size": filter_size}, {"x": normal(*image)}, patches_by_torch, patches_by_jax
        yield "patchesAdd", {"strides": strides, "size": size}, {"x": normal(*windows)}, added_by_torch, added_by_jax


def ranked(x, k):
    """torch.topk leaves open which of equals comes first; its stable sort does not."""
    values, indices = torch.sort(x, dim=-1, descending=True, stable=True)
    return values[..., :k], indices[..., :k]


def largest_of_rows():
    """The k largest elements of rows, with ties."""
    ties = np.array([[2.0, -1.5, 2.0, 0.25], [0.5, 0.5, -3.0, 0.5]])
    for x, k in [(normal(5), 2), (normal(2, 3, 4), 4), (ties, 1), (ties, 3)]:
        yield "topK", {"k": k}, {"x": x}, lambda x, k=k: ranked(x, k)[0], lambda x, k=k: jax.lax.top_k(x, k)[0]


ORDERS = [(-1, False), (0, False), (-1, True), (0, True)]


def sorting(axis, descending):
    return {"axis": axis, "descending": descending}


def sorts():
    """Along axes, in both directions, with ties, and rows with a length that is not a power of 2."""
    ties = np.array([[2.0, -1.5, 2.0, 0.25], [0.5, 0.5, -3.0, 0.5], [2.0, -1.5, -3.0, 0.5]])
    for x in [normal(3, 5), ties]:
        for axis, descending in ORDERS:
            yield (
                *("sort", sorting(axis, descending), {"x": x}),
                lambda x, a=axis, d=descending: torch.sort(x, dim=a, descending=d, stable=True)[0],
                lambda x, a=axis, d=descending: jnp.take_along_axis(x, jnp.argsort(x, a, stable=True, descending=d), a),
            )


def norms():
    """The Euclidean norm, also with zeros."""
    beside = np.array([[3.0, 0.0, -4.0], [0.0, 1.5, 2.0]])
    for axes, keep, x in [(None, False, normal(2, 3)), ([1], True, normal(2, 3, 2)), ([1], False, beside)]:
        yield (
            *("norm", {"axes": axes, "keepDims": keep}, {"x": x}),
            lambda x, axes=axes, keep=keep: torch.linalg.vector_norm(x, dim=axes, keepdim=keep),
            lambda x, axes=axes, keep=keep: jnp.sqrt(jnp.sum(x * x, None if axes is None else tuple(axes), keepdims=keep)),
        )


def dilated_by_jax(x, filter, product):
    """The convolution with strides (2, 1), padding (1, 2) and dilations (2, 3) of a filter of 3 × 2, place by place."""
    x = jnp.pad(x, [(0, 0), (1, 1), (2, 2), (0, 0)])
    high, wide = (x.shape[1] - 5) // 2 + 1, x.shape[2] - 3
    places = [(i, j) for i in range(3) for j in range(2)]
    cut = lambda i, j: x[:, 2 * i : 2 * i + 2 * high - 1 : 2, 3 * j : 3 * j + wide]
    return sum(jnp.einsum(product, cut(i, j), filter[i, j]) for i, j in places)


def verdicts():
    """What has no gradient: comparisons, places, indicators, whole numbers."""
    points = np.array([[1.0, -0.5, 0.0, 2.0], [-1.25, 0.0, 3.0, -1.0]])
    for name, function in [
        ("equal", "equal"),
        ("notEqual", "not_equal"),
        ("greater", "greater"),
        ("greaterEqual", "greater_equal"),
        ("less", "less"),
        ("lessEqual", "less_equal"),
        ("logicalAnd", "logical_and"),
        ("logicalOr", "logical_or"),
    ]:
        by_t = torch.eq if function == "equal" else getattr(torch, function)
        for b in [np.array([[1.0, 0.0, 0.0, 1.5], [0.0, 0.0, 3.5, -1.0]]), np.array([[0.0], [-1.25]])]:
            yield name, {}, {"a": points, "b": b}, by_t, getattr(jnp, function)
    yield "logicalNot", {}, {"x": points}, torch.logical_not, jnp.logical_not
    for axes, keep in [(None, False), ([0], False), ([1], True), ([0, 1], True)]:
        for name in ["any", "all"]:
            f, g = getattr(torch, name), getattr(jnp, name)
            yield (
                *(name, {"axes": axes, "keepDims": keep}, {"x": points}),
                lambda x, f=f, axes=axes, keep=keep: f(x != 0, [0, 1] if axes is None else axes, keepdim=keep),
                lambda x, g=g, axes=axes, keep=keep: g(x != 0, None if axes is None else tuple(axes), keepdims=keep),
            )
    ties = np.array([[2.0, 3.0, 3.0], [0.0, -1.0, -1.0]])
    for axis, keep in [(0, {}), (1, {}), (-1, {}), (0, {"keepDims": True}), (-1, {"keepDims": True})]:
        for name, function in [("argMax", "argmax"), ("argMin", "argmin")]:
            f, g = getattr(torch, function), getattr(jnp, function)
            yield (
                *(name, {"axis": axis} | keep, {"x": ties}),
                lambda x, f=f, axis=axis, keep=keep: f(x, axis, keepdim=bool(keep)),
                lambda x, g=g, axis=axis, keep=keep: g(x, axis, keepdims=bool(keep)),
            )
    for x, k in [(ties, 1), (ties, 3), (points, 3), (np.array([0.5, -0.25, 4.0]), 2)]:
        yield "argTopK", {"k": k}, {"x": x}, lambda x, k=k: ranked(x, k)[1], lambda x, k=k: jax.lax.top_k(x, k)[1]
    for axis, descending in ORDERS:
        yield (
            *("argSort", sorting(axis, descending), {"x": np.concatenate([points, ties[:, [0, 1, 1, 2]]])}),
            lambda x, a=axis, d=descending: torch.argsort(x, dim=a, descending=d, stable=True),
            lambda x, a=axis, d=descending: jnp.argsort(x, a, stable=True, descending=d),
        )
    halves = np.array([[0.5, 1.5, -0.5, -1.5], [2.5, -2.25, 0.49999, 3.0]])
    for name in ["floor", "ceil", "round", "sign"]:
        yield name, {}, {"x": halves}, getattr(torch, name), getattr(jnp, name)
    yield "cast", {"dtype": "int32"}, {"x": halves}, lambda x: x.int(), lambda x: x.astype(jnp.int32)
    yield "cast", {"dtype": "bool"}, {"x": points}, lambda x: x.bool(), lambda x: x.astype(bool)
    yield (
        *("oneHot", {"depth": 4}, {"indices": np.array([[2.0, 0.0], [3.0, 1.0]])}),
        lambda x: torch.nn.functional.one_hot(x.long(), 4),
        lambda x: jax.nn.one_hot(x.astype(int), 4),
    )


def documents():
    """Yields the operations' oracle document."""
    cases, largest = [], 0.0
    positional = lambda f, inputs: lambda **leaves: f(*(leaves[name] for name in inputs))
    for family in [elementwise, reductions, matmuls, selections, activations, arrangements, images, everyday, forms, dilated, largest_of_rows, norms, sorts]:
        for name, attributes, inputs, torch_function, jax_function in family():
            shape = torch_function(*(torch.tensor(value) for value in inputs.values())).shape
            cotangent = normal(*shape)
            functions = positional(torch_function, inputs), positional(jax_function, inputs)
            output, grads, difference = differentiated(f"{name} {attributes}", *functions, inputs, cotangent)
            largest = max(largest, difference)
            case = {"name": name, "attributes": attributes, "inputs": inputs}
            cases.append(case | {"cotangent": cotangent, "output": output, "gradients": grads})
    for name, attributes, inputs, torch_function, jax_function in verdicts():
        output = torch_function(*(torch.tensor(value) for value in inputs.values())).double().numpy()
        other = np.asarray(jax_function(*(jnp.asarray(value) for value in inputs.values())), dtype=np.float64)
        agreed(f"{name} {attributes}", output, other, 0.0)
        cases.append({"name": name, "attributes": attributes, "inputs": inputs, "output": output})
    second = library("jax", largestRelativeDifference=one_digit(largest))
    yield "ops", {"source": library("torch") | {"second": second}, "cases": cases}
