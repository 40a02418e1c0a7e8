"""Layers, and the losses that came with them, on small inputs, with the gradients of all their inputs."""

import jax
import jax.numpy as jnp
import numpy as np
import optax
import torch
from torch.nn.attention import SDPBackend, sdpa_kernel
from torch.utils.flop_counter import FlopCounterMode

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


def none(x):
    """Nothing, as a function of x: what counts has gradient 0."""
    return 0 * x.sum()


def accuracy_case(logits, labels):
    return ("accuracy", {"labels": labels}, {"x": logits},
            lambda x: (x.argmax(-1) == torch.tensor(labels)).double().mean() + none(x),
            lambda x: jnp.mean(jnp.float64(jnp.argmax(x, -1) == labels)) + none(x))


def top_k_case(logits, labels, k):
    return ("topKAccuracy", {"labels": labels, "k": k}, {"x": logits},
            lambda x: (x.topk(k).indices == torch.tensor(labels)[:, None]).any(-1).double().mean() + none(x),
            lambda x: jnp.mean(jnp.float64(jnp.any(jax.lax.top_k(x, k)[1] == labels[:, None], -1))) + none(x))


def confusion_case(logits, labels):
    classes = logits.shape[1]

    def in_jax(x):
        pairs = jnp.zeros((classes, classes)).at[labels, jnp.argmax(x, -1)].add(1.0)
        return pairs + none(x)

    return ("confusionMatrix", {"labels": labels}, {"x": logits},
            lambda x: torch.bincount(torch.tensor(labels) * classes + x.argmax(-1), minlength=classes**2)
            .reshape(classes, classes).double() + none(x), in_jax)


def determination_case():
    target = draws.normal(size=(4, 2)).round(3)
    return ("rSquared", {"target": target}, {"x": target + draws.normal(size=(4, 2)).round(3) / 2},
            lambda x: 1 - F.mse_loss(x, torch.tensor(target)) / torch.tensor(target).var(correction=0),
            lambda x: 1 - jnp.mean(2 * optax.l2_loss(x, target)) / jnp.var(target))


def dense_inputs(outputs, *shape):
    return {"x": draws.normal(size=shape).round(3), "w": draws.normal(size=(shape[-1], outputs)).round(3),
            "b": draws.normal(size=outputs).round(3)}


def dense_case(*shape):
    return ("dense", {}, dense_inputs(3, *shape), lambda x, w, b: F.linear(x, w.T, b), lambda x, w, b: x @ w + b)


def residual_case(*shape):
    return ("residual", {}, dense_inputs(shape[-1], *shape),
            lambda x, w, b: x + F.linear(x, w.T, b), lambda x, w, b: x + (x @ w + b))


def activation_case(name, torch_function, jax_function):
    return (name, {}, {"x": draws.normal(size=(3, 4)).round(3) * 2}, lambda x: torch_function(x), lambda x: jax_function(x))


# Their own draws, so that a new case leaves those above as they are.
draws = np.random.default_rng(12)
SCORES, TRUTH = draws.normal(size=(12, 4)).round(3), draws.integers(0, 4, size=12)

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
    dense_case(4, 2),
    dense_case(2, 3, 2),
    residual_case(4, 3),
    activation_case("relu", F.relu, jax.nn.relu),
    activation_case("tanh", torch.tanh, jnp.tanh),
    activation_case("sigmoid", F.sigmoid, jax.nn.sigmoid),
    ("flatten", {}, {"x": draws.normal(size=(2, 3, 2)).round(3)}, lambda x: x.flatten(1), lambda x: x.reshape(2, -1)),
    accuracy_case(SCORES, TRUTH),
    top_k_case(SCORES, TRUTH, 1),
    top_k_case(SCORES, TRUTH, 2),
    confusion_case(SCORES, TRUTH),
    determination_case(),
]


def bare_dense_case(*shape):
    inputs = {name: value for name, value in dense_inputs(3, *shape).items() if name != "b"}
    return ("dense", {"bias": False}, inputs, lambda x, w: F.linear(x, w.T), lambda x, w: x @ w)


def bare_conv_case():
    inputs = {"x": draws.normal(size=(2, 5, 4, 2)).round(3), "w": draws.normal(size=(3, 3, 2, 3)).round(3)}
    return ("conv2d", {"size": (3, 3), "strides": 1, "padding": 1, "bias": False}, inputs,
            lambda x, w: back(F.conv2d(pictures(x), w.permute(3, 2, 0, 1), padding=1)),
            lambda x, w: conv_jax(x, w, 0.0, 1, 1))


def bare_heads_case():
    names = ["query", "key", "value", "output"]
    inputs = {"x": draws.normal(size=(2, 3, 4)).round(3)} | {f"{name}.w": draws.normal(size=(4, 4)).round(3) for name in names}

    def in_torch(x, **p):
        module = torch.nn.MultiheadAttention(4, 2, bias=False, batch_first=True, dtype=torch.float64)
        weights = {"in_proj_weight": torch.cat([p[f"{name}.w"].T for name in names[:3]]), "out_proj.weight": p["output.w"].T}
        return torch.func.functional_call(module, weights, (x, x, x), {"need_weights": False})[0]

    return ("multiHeadAttention", {"heads": 2, "causal": False, "bias": False}, inputs, in_torch,
            lambda x, **p: heads_jax(x, 2, False, p | {f"{name}.b": 0.0 for name in names}))


def reduced(losses, reduction, total=None):
    """In JAX, what PyTorch's `reduction` does."""
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.mean() if total is None else losses.sum() / total


def entropy_case(labels, classes, smoothing=0.0, ignore=None, weights=None, reduction="mean"):
    """Everything that torch's cross-entropy takes; probabilities as labels have their mean over all rows."""
    given = {"smoothing": smoothing, "ignoreIndex": ignore, "weights": weights, "reduction": reduction}
    attributes = {"labels": labels} | {name: value for name, value in given.items() if value is not None}
    each = np.ones(classes) if weights is None else weights
    more = {} if ignore is None else {"ignore_index": ignore}

    def in_torch(x):
        return F.cross_entropy(x, torch.tensor(labels), torch.tensor(each), label_smoothing=smoothing, reduction=reduction, **more)

    def in_jax(x):
        rows = labels if labels.ndim == 2 else np.array([np.arange(classes) == label for label in labels]) * 1.0
        if labels.ndim == 1 and ignore is not None:
            rows = rows * (labels != ignore)[:, None]
        certain = (1 - smoothing) * rows + smoothing / classes * rows.sum(-1, keepdims=True)
        losses = -(certain * each * jax.nn.log_softmax(x)).sum(-1)
        return reduced(losses, reduction, (rows * each).sum() if labels.ndim == 1 else None)

    return ("softmaxCrossEntropy", attributes, {"x": draws.normal(size=(len(labels), classes)).round(3)}, in_torch, in_jax)


def binary_case(shape, reduction="mean", weights=None, positive=None):
    target = draws.random(size=shape).round(2)
    target[0] = 1.0
    given = {"reduction": reduction, "weights": weights, "positiveWeight": positive}
    attributes = {"target": target} | {name: value for name, value in given.items() if value is not None}
    tensors = {name: None if value is None else torch.tensor(value, dtype=torch.float64)
               for name, value in [("weight", weights), ("pos_weight", positive)]}
    each, first = [1.0 if value is None else value for value in (weights, positive)]

    def in_jax(x):
        terms = first * target * jax.nn.log_sigmoid(x) + (1 - target) * jax.nn.log_sigmoid(-x)
        return reduced(-each * terms, reduction)

    return ("binaryCrossEntropy", attributes, {"x": draws.normal(size=shape).round(3) * 3},
            lambda x: F.binary_cross_entropy_with_logits(x, torch.tensor(target), reduction=reduction, **tensors), in_jax)


def difference_case(name, torch_loss, jax_loss, reduction):
    target = draws.normal(size=(3, 2)).round(3)
    return (name, {"target": target, "reduction": reduction}, {"x": draws.normal(size=(3, 2)).round(3) * 2},
            lambda x: torch_loss(x, torch.tensor(target), reduction=reduction),
            lambda x: reduced(jax_loss(x - target), reduction))


def seen_jax(query, key, value, mask):
    """Attention to what the mask lets through; nothing, where that is nothing."""
    scores = jnp.einsum("...qd,...kd->...qk", query, key) / np.sqrt(query.shape[-1])
    seen = np.broadcast_to(np.asarray(mask, bool), scores.shape)
    parts = jnp.where(seen, jnp.exp(scores - jax.lax.stop_gradient(scores.max(-1, keepdims=True))), 0.0)
    total = parts.sum(-1, keepdims=True)
    return parts / jnp.where(total > 0, total, 1.0) @ value


def masked_attention_case(mask, causal=False):
    mask = np.array(mask)
    seen = mask.astype(bool) & np.tri(3, dtype=bool) if causal else mask.astype(bool)
    inputs = {name: draws.normal(size=(2, 3, size)).round(3) for name, size in [("query", 4), ("key", 4), ("value", 2)]}
    return ("attention", {"causal": causal, "mask": mask}, inputs,
            lambda query, key, value: F.scaled_dot_product_attention(query, key, value, attn_mask=torch.tensor(seen)),
            lambda query, key, value: seen_jax(query, key, value, seen))


def padded_heads_case(mask, causal):
    """torch's padding mask is true where ours is false."""
    mask = np.array(mask)
    names = ["query", "key", "value", "output"]
    inputs = {"x": draws.normal(size=(2, 3, 4)).round(3)} | {
        f"{name}.{part}": draws.normal(size=size).round(3) for name in names for part, size in [("w", (4, 4)), ("b", 4)]}
    seen = mask.astype(bool)[:, None, None] & (np.tri(3, dtype=bool) if causal else True)

    def in_torch(x, **p):
        module = torch.nn.MultiheadAttention(4, 2, batch_first=True, dtype=torch.float64)
        options = {"need_weights": False, "key_padding_mask": torch.tensor(mask == 0),
                   "attn_mask": hidden_from(3) if causal else None}
        return torch.func.functional_call(module, packed(p), (x, x, x), options)[0]

    def in_jax(x, **p):
        part = lambda name: (x @ p[f"{name}.w"] + p[f"{name}.b"]).reshape(2, 3, 2, 2).swapaxes(1, 2)
        mixed = seen_jax(part("query"), part("key"), part("value"), seen)
        return mixed.swapaxes(1, 2).reshape(x.shape) @ p["output.w"] + p["output.b"]

    return ("multiHeadAttention", {"heads": 2, "causal": causal, "mask": mask}, inputs, in_torch, in_jax)


LABELS, PADDED = np.array([2, 0, 3, 3, 1]), np.array([2, -100, 3, -100, 1])
BELIEFS, CLASS_WEIGHTS = np.array([[0.5, 0.5, 0.0], [0.2, 0.3, 0.5], [0.0, 0.0, 1.0]]), np.array([0.5, 2.0, 1.25, 0.0])
DIFFERENCES = [("meanSquaredError", F.mse_loss, jnp.square), ("meanAbsoluteError", F.l1_loss, jnp.abs),
               ("huber", F.huber_loss, optax.huber_loss)]

# Added later; their cotangents are their own draws too.
LATER = [
    bare_dense_case(4, 2),
    bare_dense_case(2, 3, 2),
    bare_conv_case(),
    bare_heads_case(),
    *(entropy_case(LABELS, 4, reduction=way) for way in ["sum", "none"]),
    *(entropy_case(PADDED, 4, ignore=-100, reduction=way) for way in ["mean", "sum", "none"]),
    entropy_case(LABELS, 4, ignore=3),
    *(entropy_case(LABELS, 4, weights=CLASS_WEIGHTS, reduction=way) for way in ["mean", "sum", "none"]),
    *(entropy_case(LABELS, 4, 0.1, weights=CLASS_WEIGHTS, reduction=way) for way in ["mean", "none"]),
    *(entropy_case(PADDED, 4, 0.25, -100, CLASS_WEIGHTS, way) for way in ["mean", "sum", "none"]),
    *(entropy_case(BELIEFS, 3, 0.1, weights=CLASS_WEIGHTS[:3], reduction=way) for way in ["mean", "sum", "none"]),
    *(binary_case((3, 2), way) for way in ["mean", "sum", "none"]),
    binary_case((3, 2), "mean", positive=3.0),
    binary_case((3, 2), "none", positive=np.array([0.25, 4.0])),
    binary_case((3, 2), "mean", weights=np.array([[0.5], [2.0], [0.0]])),
    binary_case((3, 2), "sum", weights=np.array([0.5, 3.0]), positive=np.array([2.0, 0.5])),
    *(difference_case(*loss, way) for loss in DIFFERENCES for way in ["mean", "sum", "none"]),
    masked_attention_case([1, 0, 1]),
    masked_attention_case([[[1, 1, 0]], [[0, 1, 0]]]),
    masked_attention_case([[1, 0, 1], [0, 0, 0], [1, 1, 1]]),
    masked_attention_case([[[1, 1, 0]], [[0, 1, 1]]], causal=True),
    padded_heads_case([[1, 1, 0], [1, 0, 0]], False),
    padded_heads_case([[1, 1, 0], [1, 1, 1]], True),
]


def batch_norm_jax(x, scale, b, mean, variance, epsilon):
    return (x - mean) * jax.lax.rsqrt(variance + epsilon) * scale + b


def moments_jax(x):
    axes = tuple(range(x.ndim - 1))
    return jnp.mean(x, axes), jnp.var(x, axes)


def in_torch(module, images):
    """The module on our layout, as a function of the inputs by name."""
    def function(x, scale, b):
        y = torch.func.functional_call(module, {"weight": scale, "bias": b}, (pictures(x) if images else x,))
        return back(y) if images else y
    return function


def batch_norm_run(name, shape, epsilon, momentum, count):
    """Training steps that move the running statistics, and then the layer in use."""
    images, features = len(shape) == 4, shape[-1]
    module = (torch.nn.BatchNorm2d if images else torch.nn.BatchNorm1d)(features, epsilon, momentum, dtype=torch.float64)
    learnt = {"scale": normal(features), "b": normal(features)}
    mean, variance, steps, largest = jnp.zeros(features), jnp.ones(features), [], 0.0

    def step(jax_function):
        inputs, cotangent = {"x": normal(*shape) * 2 + 3} | learnt, normal(*shape)
        output, grads = by_torch(in_torch(module, images), inputs, cotangent)
        jax_output, jax_grads = by_jax(jax_function, inputs, cotangent)
        difference = apart({"output": output} | grads, {"output": jax_output} | jax_grads)
        return inputs["x"], {"x": inputs["x"], "cotangent": cotangent, "output": output, "gradients": grads}, difference

    for _ in range(count):
        x, case, difference = step(lambda x, scale, b: batch_norm_jax(x, scale, b, *moments_jax(x), epsilon))
        batch_mean, batch_variance = moments_jax(x)
        n = x.size // features
        mean = (1 - momentum) * mean + momentum * batch_mean
        variance = (1 - momentum) * variance + momentum * batch_variance * n / (n - 1)
        running = {"mean": module.running_mean.numpy().copy(), "variance": module.running_var.numpy().copy()}
        largest = max(largest, difference, apart(running, {"mean": np.asarray(mean), "variance": np.asarray(variance)}))
        steps.append(case | running)
    module.eval()
    _, use, difference = step(lambda x, scale, b: batch_norm_jax(x, scale, b, mean, variance, epsilon))
    largest = max(largest, difference)
    assert largest <= BOUND, f"batchNorm, {name}: the libraries differ by {largest:.1e}, more than {BOUND:.0e}"
    return {"name": name, "attributes": {"epsilon": epsilon, "momentum": momentum}, "params": learnt, "steps": steps,
            "use": use}, largest


def batch_norms():
    runs, largest = zip(
        batch_norm_run("rows", (4, 3), 1e-5, 0.1, 5),
        batch_norm_run("rows, a large epsilon and momentum", (5, 2), 0.1, 0.5, 3),
        batch_norm_run("images", (2, 3, 2, 2), 1e-5, 0.1, 4),
    )
    second = library("jax", largestRelativeDifference=one_digit(max(largest)))
    return "batchNorm", {"source": library("torch") | {"second": second}, "runs": runs}


def perceptron():
    layers = [torch.nn.Linear(784, 256), torch.nn.ReLU(), torch.nn.Linear(256, 10)]
    return torch.nn.Sequential(*layers), (64, 784), [(1, 64, 784, 256), (2, 64, 256, 10)]


def convolutional():
    layers = [torch.nn.Conv2d(1, 8, 3), torch.nn.BatchNorm2d(8), torch.nn.ReLU(), torch.nn.MaxPool2d(2),
              torch.nn.Conv2d(8, 16, 3, padding=1), torch.nn.ReLU(), torch.nn.Flatten(), torch.nn.Linear(16 * 13 * 13, 10)]
    # A convolution is a product of its patches and its filters.
    products = [(1, 2 * 26 * 26, 9 * 1, 8), (2, 2 * 13 * 13, 9 * 8, 16), (2, 2, 16 * 13 * 13, 10)]
    return torch.nn.Sequential(*layers), (2, 1, 28, 28), products


def transformer():
    batch, positions, width, heads, hidden = 2, 5, 16, 2, 64
    block = torch.nn.TransformerEncoderLayer(width, heads, hidden, activation="gelu", batch_first=True, norm_first=True)
    # The first product of a model has no gradient by x, but here the norm before it has parameters.
    rows, each = batch * positions, width // heads
    products = [(2, rows, width, width)] * 4 + [(2, rows, width, hidden), (2, rows, hidden, width)]
    products += [(2, batch * heads * positions, each, positions), (2, batch * heads * positions, positions, each)]
    return block, (batch, positions, width), products


def count_case(name, make):
    """FLOPs of matrix products and convolutions, and parameters, as torch counts them and as 2mkn does."""
    module, shape, products = make()
    with sdpa_kernel(SDPBackend.MATH), FlopCounterMode(display=False) as forward:
        y = module(torch.zeros(shape))
    with FlopCounterMode(display=False) as backward:
        y.sum().backward()
    counted = [forward.get_total_flops(), backward.get_total_flops()]
    ours = [sum(2 * m * k * n * (back if way else 1) for back, m, k, n in products) for way in [0, 1]]
    assert counted == ours, f"{name}: torch counts {counted}, and the formula {ours}"
    return {"name": name, "parameters": sum(p.numel() for p in module.parameters()), "forward": counted[0], "backward": counted[1]}


def counts():
    cases = [count_case("perceptron", perceptron), count_case("convolutional", convolutional), count_case("transformer", transformer)]
    second = {"library": "2mkn", "version": "by hand", "largestRelativeDifference": 0.0}
    return "counts", {"source": library("torch") | {"second": second}, "cases": cases}


def apart(first, second):
    """Largest difference relative to the largest number of the case: a key's bias has gradient 0, up to rounding."""
    size = max(np.max(np.abs(value)) for value in first.values())
    return float(max(np.max(np.abs(first[key] - second[key])) for key in first) / size)


def documents():
    """Yields the layers' oracle documents."""
    cases, largest = [], 0.0
    later = np.random.default_rng(13)
    drawn = [(random, case) for case in CASES] + [(later, case) for case in LATER]
    for source, (name, attributes, inputs, torch_function, jax_function) in drawn:
        shape = jax.eval_shape(jax_function, **{key: jnp.asarray(value) for key, value in inputs.items()}).shape
        cotangent = np.round(source.normal(size=shape), 3)
        output, grads = by_torch(torch_function, inputs, cotangent)
        jax_output, jax_grads = by_jax(jax_function, inputs, cotangent)
        difference = apart({"output": output} | grads, {"output": jax_output} | jax_grads)
        assert difference <= BOUND, f"{name}: the libraries differ by {difference:.1e}, more than {BOUND:.0e}"
        largest = max(largest, difference)
        cases.append({"name": name, "attributes": attributes, "inputs": inputs, "cotangent": cotangent, "output": output,
                      "gradients": grads})
    second = library("optax", largestRelativeDifference=one_digit(largest))
    yield "layers", {"source": library("torch") | {"second": second}, "cases": cases}
    yield batch_norms()
    yield counts()
