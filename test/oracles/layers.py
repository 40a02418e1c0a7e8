"""Layers, and the losses that came with them, on small inputs, with the gradients of all their inputs."""

import jax
import jax.numpy as jnp
import numpy as np
import optax
import torch

from agreement import BOUND
from differentiation import by_jax, by_torch
from document import library, one_digit

F = torch.nn.functional
random = np.random.default_rng(11)


def normal(*shape):
    return np.round(random.normal(size=shape), 3)


def norm_torch(x, scale, b):
    return F.layer_norm(x, scale.shape, scale, b)


def norm_jax(x, scale, b):
    mean = jnp.mean(x, -1, keepdims=True)
    return (x - mean) * jax.lax.rsqrt(jnp.var(x, -1, keepdims=True) + 1e-5) * scale + b


def attend_jax(query, key, value, causal):
    scores = jnp.einsum("...qd,...kd->...qk", query, key) / np.sqrt(query.shape[-1])
    if causal:
        scores = jnp.where(np.tri(scores.shape[-1], dtype=bool), scores, -jnp.inf)
    return jax.nn.softmax(scores) @ value


def heads_jax(x, heads, causal, p):
    def part(name):
        y = x @ p[f"{name}.w"] + p[f"{name}.b"]
        return y.reshape(*y.shape[:2], heads, -1).swapaxes(1, 2)

    mixed = attend_jax(part("query"), part("key"), part("value"), causal)
    return mixed.swapaxes(1, 2).reshape(x.shape) @ p["output.w"] + p["output.b"]


def packed(p):
    """Our four maps as torch packs them: rows of outputs, the first three under each other."""
    return {
        "in_proj_weight": torch.cat([p[f"{name}.w"].T for name in ["query", "key", "value"]]),
        "in_proj_bias": torch.cat([p[f"{name}.b"] for name in ["query", "key", "value"]]),
        "out_proj.weight": p["output.w"].T,
        "out_proj.bias": p["output.b"],
    }


def hidden_from(length):
    """True where torch must not look."""
    return torch.ones(length, length, dtype=torch.bool).triu(1)


def heads_torch(x, heads, causal, p):
    module = torch.nn.MultiheadAttention(x.shape[-1], heads, batch_first=True, dtype=torch.float64)
    mask = hidden_from(x.shape[1]) if causal else None
    return torch.func.functional_call(module, packed(p), (x, x, x), {"need_weights": False, "attn_mask": mask})[0]


def block_torch(x, heads, causal, p):
    width, hidden = p["up.w"].shape
    module = torch.nn.TransformerEncoderLayer(
        width, heads, hidden, dropout=0.0, activation="gelu", batch_first=True, norm_first=True, dtype=torch.float64)
    weights = {f"self_attn.{name}": value for name, value in packed(p).items()} | {
        "norm1.weight": p["norm1.scale"], "norm1.bias": p["norm1.b"],
        "norm2.weight": p["norm2.scale"], "norm2.bias": p["norm2.b"],
        "linear1.weight": p["up.w"].T, "linear1.bias": p["up.b"],
        "linear2.weight": p["down.w"].T, "linear2.bias": p["down.b"],
    }
    return torch.func.functional_call(module, weights, (x,), {"src_mask": hidden_from(x.shape[1]) if causal else None})


def block_jax(x, heads, causal, p):
    a = x + heads_jax(norm_jax(x, p["norm1.scale"], p["norm1.b"]), heads, causal, p)
    up = norm_jax(a, p["norm2.scale"], p["norm2.b"]) @ p["up.w"] + p["up.b"]
    return a + jax.nn.gelu(up, approximate=False) @ p["down.w"] + p["down.b"]


def pictures(x):
    return x.permute(0, 3, 1, 2)


def back(y):
    return y.permute(0, 2, 3, 1)


def conv_jax(x, w, b, strides, padding):
    around = [(padding, padding)] * 2
    return jax.lax.conv_general_dilated(x, w, (strides, strides), around, dimension_numbers=("NHWC", "HWIO", "NHWC")) + b


def windows_jax(x, start, fold, size, strides, padding):
    around = ((0, 0), (padding, padding), (padding, padding), (0, 0))
    return jax.lax.reduce_window(x, start, fold, (1, size, size, 1), (1, strides, strides, 1), around)


def mean_jax(x, size, strides, padding):
    total = [windows_jax(v, 0.0, jax.lax.add, size, strides, padding) for v in (x, jnp.ones_like(x))]
    return total[0] / total[1]


def maps(width, *names):
    return {f"{name}.{part}": value for name in names for part, value in [("w", normal(width, width)), ("b", normal(width))]}


def norms(width, *names):
    return {f"{name}.{part}": normal(width) for name in names for part in ["scale", "b"]}


def gather_case():
    tokens = np.array([[2, 0, 2], [4, 1, 1]])
    return ("embedding", {"tokens": tokens}, {"table": normal(5, 3)},
            lambda table: F.embedding(torch.tensor(tokens), table), lambda table: table[tokens])


def attention_case(causal):
    return ("attention", {"causal": causal}, {"query": normal(2, 3, 4), "key": normal(2, 3, 4), "value": normal(2, 3, 2)},
            lambda query, key, value: F.scaled_dot_product_attention(query, key, value, is_causal=causal),
            lambda query, key, value: attend_jax(query, key, value, causal))


def heads_case(heads, causal):
    inputs = {"x": normal(2, 3, 4)} | maps(4, "query", "key", "value", "output")
    return ("multiHeadAttention", {"heads": heads, "causal": causal}, inputs,
            lambda x, **p: heads_torch(x, heads, causal, p), lambda x, **p: heads_jax(x, heads, causal, p))


def block_case(causal):
    inputs = {"x": normal(2, 3, 4)} | maps(4, "query", "key", "value", "output") | norms(4, "norm1", "norm2")
    inputs |= {"up.w": normal(4, 6), "up.b": normal(6), "down.w": normal(6, 4), "down.b": normal(4)}
    return ("transformerBlock", {"heads": 2, "hidden": 6, "causal": causal}, inputs,
            lambda x, **p: block_torch(x, 2, causal, p), lambda x, **p: block_jax(x, 2, causal, p))


def conv_case(size, strides, padding):
    inputs = {"x": normal(2, 5, 4, 2), "w": normal(*size, 2, 3), "b": normal(3)}
    return ("conv2d", {"size": size, "strides": strides, "padding": padding}, inputs,
            lambda x, w, b: back(F.conv2d(pictures(x), w.permute(3, 2, 0, 1), b, stride=strides, padding=padding)),
            lambda x, w, b: conv_jax(x, w, b, strides, padding))


def pool_case(name, size, strides, padding):
    largest = name == "maxPool2d"
    by_torch_name = F.max_pool2d if largest else lambda *given: F.avg_pool2d(*given, count_include_pad=False)
    by_jax_name = (lambda x, *given: windows_jax(x, -jnp.inf, jax.lax.max, *given)) if largest else mean_jax
    return (name, {"size": size, "strides": strides, "padding": padding}, {"x": normal(2, 5, 4, 2)},
            lambda x: back(by_torch_name(pictures(x), size, strides, padding)),
            lambda x: by_jax_name(x, size, strides, padding))


def absolute_case():
    target = normal(3, 2)
    return ("meanAbsoluteError", {"target": target}, {"x": normal(3, 2)},
            lambda x: F.l1_loss(x, torch.tensor(target)), lambda x: jnp.mean(jnp.abs(x - target)))


def huber_case(delta):
    target = normal(4, 2)
    return ("huber", {"target": target, "delta": delta}, {"x": np.round(normal(4, 2) * 2, 3)},
            lambda x: F.huber_loss(x, torch.tensor(target), delta=delta),
            lambda x: jnp.mean(optax.huber_loss(x, target, delta=delta)))


def smoothed_case(labels, classes, smoothing):
    rows = np.eye(classes)[labels] if labels.ndim == 1 else labels
    return ("softmaxCrossEntropy", {"labels": labels, "smoothing": smoothing}, {"x": normal(len(labels), classes)},
            lambda x: F.cross_entropy(x, torch.tensor(labels), label_smoothing=smoothing),
            lambda x: jnp.mean(optax.softmax_cross_entropy(x, optax.smooth_labels(rows, smoothing))))


def perplexity_case():
    labels = np.array([0, 3, 1])
    return ("perplexity", {"labels": labels}, {"x": normal(3, 4)},
            lambda x: torch.exp(F.cross_entropy(x, torch.tensor(labels))),
            lambda x: jnp.exp(jnp.mean(optax.softmax_cross_entropy_with_integer_labels(x, labels))))


def gelu_case():
    return ("gelu", {}, {"x": normal(2, 4)}, F.gelu, lambda x: jax.nn.gelu(x, approximate=False))


# name, attributes, inputs, torch, JAX
CASES = [
    ("layerNorm", {}, {"x": normal(3, 4), "scale": normal(4), "b": normal(4)}, norm_torch, norm_jax),
    ("layerNorm", {}, {"x": normal(2, 3, 4) + 100, "scale": normal(4), "b": normal(4)}, norm_torch, norm_jax),
    gather_case(),
    attention_case(False),
    attention_case(True),
    heads_case(2, False),
    heads_case(2, True),
    heads_case(4, True),
    block_case(False),
    block_case(True),
    conv_case((3, 3), 1, 0),
    conv_case((3, 3), 1, 1),
    conv_case((3, 2), 2, 1),
    pool_case("maxPool2d", 2, 2, 0),
    pool_case("maxPool2d", 3, 2, 1),
    pool_case("avgPool2d", 2, 2, 0),
    pool_case("avgPool2d", 3, 2, 1),
    gelu_case(),
    absolute_case(),
    huber_case(1.0),
    huber_case(0.5),
    smoothed_case(np.array([0, 3, 1, 1]), 4, 0.1),
    smoothed_case(np.array([[0.5, 0.5, 0.0], [0.2, 0.3, 0.5]]), 3, 0.25),
    perplexity_case(),
]


def apart(first, second):
    """Largest difference relative to the largest number of the case: a key's bias has gradient 0, but for rounding."""
    size = max(np.max(np.abs(value)) for value in first.values())
    return float(max(np.max(np.abs(first[key] - second[key])) for key in first) / size)


def documents():
    """Yields the layers' oracle document."""
    cases, largest = [], 0.0
    for name, attributes, inputs, torch_function, jax_function in CASES:
        shape = jax.eval_shape(jax_function, **{key: jnp.asarray(value) for key, value in inputs.items()}).shape
        cotangent = np.round(random.normal(size=shape), 3)
        output, grads = by_torch(torch_function, inputs, cotangent)
        jax_output, jax_grads = by_jax(jax_function, inputs, cotangent)
        difference = apart({"output": output} | grads, {"output": jax_output} | jax_grads)
        assert difference <= BOUND, f"{name}: the libraries differ by {difference:.1e}, more than {BOUND:.0e}"
        largest = max(largest, difference)
        cases.append({"name": name, "attributes": attributes, "inputs": inputs, "cotangent": cotangent, "output": output,
                      "gradients": grads})
    second = library("optax", largestRelativeDifference=one_digit(largest))
    yield "layers", {"source": library("torch") | {"second": second}, "cases": cases}
