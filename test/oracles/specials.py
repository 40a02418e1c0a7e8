"""Operations at the ends of the number line, as torch computes them: infinities, NaN, zeros with their sign, numbers whose
squares leave float32, subnormal numbers, and tensors without elements. Run by itself; there is no second opinion, and
where torch itself is questionable the tests say why."""

import warnings

import numpy as np
import torch

import ops
from document import library, plain, write

warnings.filterwarnings("ignore")

# By name, in float64 and in float32: the smallest subnormal number of each.
SPECIALS = {
    "inf": (np.inf, np.inf),
    "-inf": (-np.inf, -np.inf),
    "nan": (np.nan, np.nan),
    "+0": (0.0, 0.0),
    "-0": (-0.0, -0.0),
    "1e30": (1e30, 1e30),
    "-1e30": (-1e30, -1e30),
    "1e-30": (1e-30, 1e-30),
    "subnormal": (5e-324, 1.401298464324817e-45),
}
ORDINARY = [1.0, -1.0, 0.5, -2.0, 2.0, 3.0]

UNARY = [
    *("exp", "log", "log1p", "sqrt", "tanh", "relu", "neg", "square", "abs", "sigmoid", "sin", "cos", "erf", "gelu"),
    *("floor", "ceil", "round", "sign", "logicalNot", "identity", "stopGradient", "clip", "cast"),
]
BINARY = [
    *("add", "sub", "mul", "div", "pow", "maximum", "minimum"),
    *("equal", "notEqual", "greater", "greaterEqual", "less", "lessEqual", "logicalAnd", "logicalOr"),
]
# Which of the rows of ops.py; the first of those that are not named here.
ROWS = {
    **dict.fromkeys(["sum", "mean", "max", "min", "logSumExp", "any", "all"], [0, 2]),
    "norm": [0, 1],
    "prod": [0, 1],
    "cumsum": [1],
    "cast": [0, 1, 2],
    "softmax": [0, 1],
    "argTopK": [1],
    "argMax": [1],
    "argMin": [1],
}
# Smaller inputs than those of ops.py, which their functions work with too.
SHAPES = {
    "conv2d": {"x": (1, 3, 3, 1), "filter": (2, 2, 1, 1)},
    "depthwiseConv2d": {"x": (1, 2, 3, 2), "filter": (2, 3, 2, 2)},
    "maxPool": {"x": (1, 2, 4, 1)},
    "avgPool": {"x": (1, 2, 4, 1)},
    "conv2dInput": {"ct": (1, 2, 4, 1), "filter": (3, 2, 1, 1)},
    "conv2dFilter": {"x": (1, 4, 5, 1), "ct": (1, 2, 4, 1)},
    "patches": {"x": (1, 4, 5, 1)},
    "patchesAdd": {"x": (1, 2, 4, 3, 2, 1)},
}
# Shapes without an element; in what is not named here, the first axis of the first input is empty.
EMPTY = {
    **{name: [{"a": (0, 3), "b": (0, 3)}, {"a": (0, 3), "b": (1, 3)}] for name in BINARY},
    **dict.fromkeys(["variance", "std"], [{"x": (3, 0)}, {"x": (0, 3)}]),
    **dict.fromkeys(["sum", "mean", "max", "min", "logSumExp", "norm"], [{"x": (0, 3, 2)}, {"x": (2, 0, 2)}, {"x": (2, 3, 0)}]),
    **dict.fromkeys(["argMax", "argMin", "any", "all", "softmax", "prod"], [{"x": (0, 3)}, {"x": (3, 0)}]),
    **dict.fromkeys(["topK", "argTopK"], [{"x": (0, 3)}, {"x": (3, 0)}]),
    "matmul": [{"a": (0, 3), "b": (3, 2)}, {"a": (2, 0), "b": (0, 3)}],
    "concat": [{"a": (0, 3), "b": (1, 3)}, {"a": (0, 3), "b": (0, 3)}],
    "stack": [{"a": (0, 3), "b": (0, 3)}],
    "gather": [{"x": (3, 0)}],
    "takeAlong": [{"x": (3, 0)}],
    "where": [{"a": (0,), "b": (0,)}],
    "reshape": [{"x": (0, 3)}],
    "slice": [{"x": (4, 0)}],
    "scatterAdd": [{"x": (4, 0)}],
    "broadcastTo": [{"x": (0, 1)}],
    "sumTo": [{"x": (0, 3)}],
    "squeeze": [{"x": (1, 0, 1)}],
    "conv2dFilter": [{"x": (0, 4, 5, 1), "ct": (0, 2, 4, 1)}],
}


def filter_gradient(x, ct):
    """By definition; the convolution that ops.py has in its place refuses to sum over an empty batch."""
    filter = torch.zeros((1, 1, 3, 2), dtype=x.dtype, requires_grad=True)
    y = torch.nn.functional.conv2d(x.permute(0, 3, 1, 2), filter)
    return torch.autograd.grad(y, filter, ct.permute(0, 3, 1, 2), create_graph=True)[0].permute(2, 3, 1, 0)


# What fits the shapes without an element, where the attributes of ops.py do not.
FITTING = {
    "where": ({"condition": []}, lambda a, b: torch.where(torch.ones(0, dtype=torch.bool), a, b)),
    "takeAlong": ({"axis": 1, "indices": [[], [], []]}, lambda x: torch.gather(x, 1, torch.zeros((3, 0)).long())),
    "reshape": ({"shape": [3, 0]}, lambda x: x.reshape(3, 0)),
    "broadcastTo": ({"shape": [0, 3]}, lambda x: x.broadcast_to((0, 3))),
    "topK": ({}, lambda x: torch.topk(x, 2, -1)[0]),
    "argTopK": ({}, lambda x: torch.topk(x, 3, -1)[1]),
    "conv2dFilter": ({}, lambda x, ct: filter_gradient(x, ct)),
    "slice": ({"start": [0, 0], "stop": [2, 0], "step": [1, 1]}, lambda x: x[0:2, 0:0]),
}


def number(value):
    """JSON has no word for these."""
    if isinstance(value, list):
        return [number(item) for item in value]
    if isinstance(value, float) and (not np.isfinite(value) or (value == 0 and np.signbit(value))):
        return "nan" if np.isnan(value) else f"{value:g}"
    return value


def shortest(array):
    """The shortest decimals, of a float32 too."""
    array = np.asarray(array)
    if array.dtype == np.float32:
        array = np.vectorize(lambda value: float(str(value)), otypes=[np.float64])(array)
    return number(array.astype(np.float64).tolist())


def cotangent(shape):
    """1/2, 1, 3/2, …: all different and all exact."""
    return (np.arange(int(np.prod(shape))) % 7 + 1).reshape(shape) / 2


def computed(function, inputs, dtype, differentiable):
    """Output and gradients in a dtype, or that torch refuses."""
    tensors = [torch.tensor(value, dtype=dtype, requires_grad=differentiable) for value in inputs.values()]
    try:
        output = function(*tensors)
    except (RuntimeError, IndexError):
        return {"refused": True}
    result = {"output": shortest(output.detach().numpy())}
    if differentiable:
        (output * torch.tensor(cotangent(output.shape), dtype=dtype)).sum().backward()
        result["gradients"] = {
            name: shortest(torch.zeros_like(x).numpy() if x.grad is None else x.grad.numpy())
            for name, x in zip(inputs, tensors)
        }
    return result


def flat(values):
    return [leaf for item in values for leaf in flat(item)] if isinstance(values, list) else [values]


def same(single, double):
    """Whether a float32 result is the float64 one, rounded; where terms cancel, to the size of the largest number."""
    if isinstance(single, dict):
        return single.keys() == double.keys() and all(same(single[key], double[key]) for key in single)
    pairs = list(zip(flat(single), flat(double), strict=True))
    normal = [abs(b) for _, b in pairs if isinstance(b, float) and 1e-37 < abs(b) < 1e38]
    near = lambda a, b: isinstance(a, float) and isinstance(b, float) and abs(a - b) <= 1e-6 * max(normal, default=0)
    underflows = lambda a, b: a in (0, "-0") and b not in (0, "-0")
    return all(a == b or (near(a, b) and not underflows(a, b)) for a, b in pairs)


def with_special(inputs, places, special):
    return {
        name: np.array([special if i in places.get(name, ()) else value for i, value in enumerate(array.ravel())])
        .astype(np.float64)
        .reshape(array.shape)
        for name, array in inputs.items()
    }


def placed(name, inputs):
    """Where the special value is: alone among others, and everywhere."""
    if name in UNARY or name in BINARY:
        return [{key: list(range(len(ORDINARY) + len(SPECIALS))) for key in [first]} for first in inputs]
    places = [{key: [max(0, array.size - 2)]} for key, array in inputs.items()]
    return places + [{key: list(range(array.size))} for key, array in inputs.items() if array.size > 1]


def rows():
    """Each operation's chosen rows of ops.py, and whether they have gradients."""
    smooth = [ops.elementwise, ops.reductions, ops.matmuls, ops.selections, ops.activations, ops.arrangements, ops.images]
    smooth += [ops.everyday, ops.forms, ops.dilated, ops.largest_of_rows, ops.norms, ops.sorts]
    seen = {}
    for family in [*smooth, ops.verdicts]:
        for name, attributes, inputs, function, _ in family():
            seen.setdefault(name, []).append((attributes, inputs, function, family is not ops.verdicts))
    for name, all_rows in seen.items():
        if name == "oneHot":
            continue  # Its input is whole numbers.
        for row in ROWS.get(name, [0]):
            attributes, inputs, function, differentiable = all_rows[row]
            yield name, attributes, inputs, stopped if name == "stopGradient" else function, differentiable


def filled(name, inputs):
    """The inputs of ops.py, smaller ones, or for an operation on elements one number against every other."""
    if name in UNARY:
        return {key: np.ones(1) for key in inputs}
    values = np.round(np.sin(np.arange(1, 200) * 1.7) * 2, 3)
    if name in SHAPES:
        return {key: values[: int(np.prod(shape))].reshape(shape) for key, shape in SHAPES[name].items()}
    return inputs


# Through the second branch torch sees a gradient, of zeros.
def stopped(x):
    return torch.where(torch.ones(x.shape, dtype=torch.bool), x.detach(), x)


def cases_of(name, inputs, function, differentiable):
    for special, (double, single) in SPECIALS.items():
        others = [[each[precision] for each in SPECIALS.values()] + ORDINARY for precision in (0, 1)]
        for places in [{"x": [0]}] if name in UNARY else placed(name, inputs):
            results = []
            for precision, (value, dtype) in enumerate([(double, torch.float64), (single, torch.float32)]):
                base = {key: np.array(others[precision]) for key in inputs} if name in BINARY else inputs
                results.append(computed(function, with_special(base, places, value), dtype, differentiable))
            case = {"special": special, "places": places} | results[0]
            yield case if same(results[1], results[0]) else case | {"float32": results[1]}


def empty_cases(name, inputs, function, differentiable):
    first = next(iter(inputs))
    for shapes in EMPTY.get(name, [{key: (0, *x.shape[1:]) if key == first else x.shape for key, x in inputs.items()}]):
        values = {key: np.ones(shape) for key, shape in shapes.items()}
        attributes, f = FITTING.get(name, ({}, function))
        fitting = {"attributes": attributes} if attributes else {}
        yield {"special": "empty", "shapes": shapes} | fitting | computed(f, values, torch.float64, differentiable)


def main():
    table = []
    for name, attributes, inputs, function, differentiable in rows():
        small = filled(name, inputs)
        cases = [*cases_of(name, small, function, differentiable), *empty_cases(name, inputs, function, differentiable)]
        row = {"name": name, "attributes": plain(attributes)} | ({} if name in BINARY else {"inputs": plain(small)})
        table.append(row | {"cases": cases})
    specials = {name: {"float64": number(a), "float32": number(b)} for name, (a, b) in SPECIALS.items()}
    document = {"source": library("torch"), "specials": specials, "ordinary": ORDINARY, "rows": table}
    print(write("specials", document), "bytes")


if __name__ == "__main__":
    main()
