"""What PyTorch, Keras and optax take where nothing is given, read from their signatures, and what they do, measured by running
them: the other half of the tables of docs/reference/conventions.md. Run by itself; writes defaults.json."""

import inspect
import os

os.environ["KERAS_BACKEND"] = "torch"

import jax
import jax.numpy as jnp
import keras
import numpy as np
import optax
import torch

from document import library, write

jax.config.update("jax_enable_x64", True)
F = torch.nn.functional

# Ours, PyTorch's, Keras's and optax's optimizer; of each setting of ours, what the others call it.
OPTIMIZERS = {
    "gradientDescent": ("SGD", "SGD", "sgd", {"learningRate": ("lr", "learning_rate", "learning_rate")}),
    "momentum": ("SGD", "SGD", "sgd", {"momentum": ("momentum", "momentum", "momentum")}),
    "rmsprop": ("RMSprop", "RMSprop", "rmsprop", {
        "learningRate": ("lr", "learning_rate", "learning_rate"), "beta": ("alpha", "rho", "decay"), "epsilon": ("eps", "epsilon", "eps")}),
    "adagrad": ("Adagrad", "Adagrad", "adagrad", {
        "learningRate": ("lr", "learning_rate", "learning_rate"), "epsilon": ("eps", "epsilon", "eps"),
        "initialAccumulator": ("initial_accumulator_value",) * 3}),
    "adadelta": ("Adadelta", "Adadelta", "adadelta", {
        "learningRate": ("lr", "learning_rate", "learning_rate"), "rho": ("rho",) * 3, "epsilon": ("eps", "epsilon", "eps")}),
    "adam": ("Adam", "Adam", "adam", {
        "learningRate": ("lr", "learning_rate", "learning_rate"), "beta1": (("betas", 0), "beta_1", "b1"),
        "beta2": (("betas", 1), "beta_2", "b2"), "epsilon": ("eps", "epsilon", "eps")}),
    "adamax": ("Adamax", "Adamax", "adamax", {
        "learningRate": ("lr", "learning_rate", "learning_rate"), "epsilon": ("eps", "epsilon", "eps")}),
    "adamw": ("AdamW", "AdamW", "adamw", {
        "learningRate": ("lr", "learning_rate", "learning_rate"), "epsilon": ("eps", "epsilon", "eps"),
        "weightDecay": ("weight_decay",) * 3}),
    "lion": (None, "Lion", "lion", {
        "learningRate": (None, "learning_rate", "learning_rate"), "beta1": (None, "beta_1", "b1"), "beta2": (None, "beta_2", "b2"),
        "weightDecay": (None, "weight_decay", "weight_decay")}),
}


def default(function, name):
    """The default of a parameter: "required" where there is none; a pair of a name and an index is an item of it."""
    name, index = name if isinstance(name, tuple) else (name, None)
    value = inspect.signature(function).parameters[name].default
    if value is inspect.Parameter.empty:
        return "required"
    return value if index is None else value[index]


def optimizers():
    found = {}
    for ours, (torchs, kerass, optaxs, settings) in OPTIMIZERS.items():
        functions = (torchs and getattr(torch.optim, torchs), getattr(keras.optimizers, kerass), getattr(optax, optaxs))
        found[ours] = {
            setting: {
                library: default(function, name) if function else "none"
                for library, function, name in zip(("torch", "keras", "optax"), functions, names)
            }
            for setting, names in settings.items()
        }
    return found


def signatures():
    """Defaults of losses, layers and penalties."""
    nn, losses = torch.nn, keras.losses
    return {
        "reduction": {"torch": default(nn.MSELoss, "reduction"), "keras": default(losses.MeanSquaredError, "reduction")},
        "fromLogits": {"keras": default(losses.CategoricalCrossentropy, "from_logits")},
        "smoothing": {
            "torch": default(nn.CrossEntropyLoss, "label_smoothing"),
            "keras": default(losses.CategoricalCrossentropy, "label_smoothing"),
            "optax": default(optax.smooth_labels, "alpha"),
        },
        "delta": {"torch": default(nn.HuberLoss, "delta"), "keras": default(losses.Huber, "delta"), "optax": default(optax.huber_loss, "delta")},
        "clip": {
            "torch": default(nn.utils.clip_grad_norm_, "max_norm"),
            "keras": default(keras.optimizers.SGD, "global_clipnorm"),
            "optax": default(optax.clip_by_global_norm, "max_norm"),
        },
        "layerNorm": {"torch": default(nn.LayerNorm, "eps"), "keras": default(keras.layers.LayerNormalization, "epsilon")},
        "batchNorm": {"torch": default(nn.BatchNorm1d, "eps"), "keras": default(keras.layers.BatchNormalization, "epsilon")},
        "l2": {"keras": default(keras.regularizers.L2, "l2")},
        "l1": {"keras": default(keras.regularizers.L1, "l1")},
        "weights": {"keras": default(keras.layers.Dense, "kernel_initializer")},
        "bias": {"keras": default(keras.layers.Dense, "bias_initializer")},
        "images": {"keras": keras.config.image_data_format()},
        "dtype": {"torch": str(torch.get_default_dtype()).split(".")[1], "keras": keras.config.floatx(), "optax": float32_of_jax()},
    }


def float32_of_jax():
    with jax.enable_x64(False):
        return str(jnp.zeros(1).dtype)


def torch_walk(make, start, gradients, rates=None):
    p = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    optimizer, path = make([p]), [np.array(start, dtype=float)]
    for i, g in enumerate(gradients):
        if rates:
            optimizer.param_groups[0]["lr"] = rates[i]
        p.grad = torch.tensor(g, dtype=torch.float64)
        optimizer.step()
        path.append(p.detach().numpy().copy())
    return np.array(path)


def keras_walk(optimizer, start, gradients, rates=None):
    p = keras.Variable(np.array(start, dtype=float), dtype="float64")
    optimizer.build([p])
    path = [np.array(start, dtype=float)]
    for i, g in enumerate(gradients):
        if rates:
            optimizer.learning_rate = rates[i]
        optimizer.apply([keras.ops.convert_to_tensor(np.array(g, dtype=float), dtype="float64")])
        path.append(keras.ops.convert_to_numpy(p.value).copy())
    return np.array(path)


def optax_walk(optimizer, start, gradients):
    p = jnp.array(start, dtype=jnp.float64)
    state, path = optimizer.init(p), [np.array(start, dtype=float)]
    for g in gradients:
        update, state = optimizer.update(jnp.array(g, dtype=jnp.float64), state, p)
        p = optax.apply_updates(p, update)
        path.append(np.array(p))
    return np.array(path)


def first(path):
    return rounded(path[1][0] - path[0][0])


def last(path):
    return rounded(path[-1][0] - path[-2][0])


def rounded(value, digits=6):
    """So many significant digits: the last ones are another machine's."""
    return float(f"{float(value):.{digits}g}")


def momentum():
    """A gradient of 1 at a rate of 0.1, then one of 0 at 0.01, β = 0.9: how far the velocity carries in the second step.
    And the first step of Nesterov's momentum and of PyTorch's dampening."""
    gradients, rates = [[1.0], [0.0]], [0.1, 0.01]
    SGD = keras.optimizers.SGD
    schedule = lambda count: jnp.where(count == 0, rates[0], rates[1])
    return {
        "second": {
            "torch": last(torch_walk(lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9), [0.0], gradients, rates)),
            "keras": last(keras_walk(SGD(0.1, momentum=0.9), [0.0], gradients, rates)),
            "optax": last(optax_walk(optax.sgd(schedule, momentum=0.9), [0.0], gradients)),
        },
        "nesterov": {
            "torch": first(torch_walk(lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True), [0.0], gradients)),
            "keras": first(keras_walk(SGD(0.1, momentum=0.9, nesterov=True), [0.0], gradients)),
            "optax": first(optax_walk(optax.sgd(0.1, momentum=0.9, nesterov=True), [0.0], gradients)),
        },
        "dampening": {"torch": first(torch_walk(lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, dampening=0.9), [0.0], gradients))},
    }


def epsilons():
    """The first step with a gradient of 0.5, η = 0.1: of RMSprop with β = 0.9 and ε = 0.01, and of Adam with ε = 0.1."""
    g = [[0.5]]
    return {
        "rmsprop": {
            "torch": first(torch_walk(lambda p: torch.optim.RMSprop(p, lr=0.1, alpha=0.9, eps=0.01), [0.0], g)),
            "keras": first(keras_walk(keras.optimizers.RMSprop(0.1, rho=0.9, epsilon=0.01), [0.0], g)),
            "optax": first(optax_walk(optax.rmsprop(0.1, decay=0.9, eps=0.01), [0.0], g)),
            "optaxOutside": first(optax_walk(optax.rmsprop(0.1, decay=0.9, eps=0.01, eps_in_sqrt=False), [0.0], g)),
        },
        "adam": {
            "torch": first(torch_walk(lambda p: torch.optim.Adam(p, lr=0.1, eps=0.1), [0.0], g)),
            "keras": first(keras_walk(keras.optimizers.Adam(0.1, epsilon=0.1), [0.0], g)),
            "optax": first(optax_walk(optax.adam(0.1, eps=0.1), [0.0], g)),
            "optaxInside": first(optax_walk(optax.adam(0.1, eps=0.0, eps_root=0.1), [0.0], g)),
        },
    }


def corrections():
    """The first step in units of the rate, with a gradient of 0.5 and an ε of next to nothing."""
    g, tiny = [[0.5]], 1e-14
    return {
        "adam": {
            "torch": first(torch_walk(lambda p: torch.optim.Adam(p, lr=1, eps=tiny), [0.0], g)),
            "keras": first(keras_walk(keras.optimizers.Adam(1.0, epsilon=tiny), [0.0], g)),
            "optax": first(optax_walk(optax.adam(1, eps=tiny), [0.0], g)),
        },
        "rmsprop": {
            "torch": first(torch_walk(lambda p: torch.optim.RMSprop(p, lr=1, alpha=0.9, eps=tiny), [0.0], g)),
            "keras": first(keras_walk(keras.optimizers.RMSprop(1.0, rho=0.9, epsilon=tiny), [0.0], g)),
            "optax": first(optax_walk(optax.rmsprop(1, decay=0.9, eps=tiny), [0.0], g)),
            "optaxCorrected": first(optax_walk(optax.rmsprop(1, decay=0.9, eps=tiny, bias_correction=True), [0.0], g)),
        },
    }


def decays():
    """What is left of a parameter of 1 after one step with a gradient of 0, η = λ = 0.1."""
    left = lambda path: rounded(path[-1][0])
    g = [[0.0]]
    K, T = keras.optimizers, torch.optim
    penalised = optax.chain(optax.add_decayed_weights(0.1), optax.scale_by_adam(), optax.scale(-0.1))
    return {
        "sgd": {
            "torch": left(torch_walk(lambda p: T.SGD(p, lr=0.1, weight_decay=0.1), [1.0], g)),
            "keras": left(keras_walk(K.SGD(0.1, weight_decay=0.1), [1.0], g)),
        },
        "adam": {
            "torch": left(torch_walk(lambda p: T.Adam(p, lr=0.1, weight_decay=0.1), [1.0], g)),
            "keras": left(keras_walk(K.Adam(0.1, weight_decay=0.1), [1.0], g)),
            "optax": left(optax_walk(penalised, [1.0], g)),
        },
        "adamw": {
            "torch": left(torch_walk(lambda p: T.AdamW(p, lr=0.1, weight_decay=0.1), [1.0], g)),
            "keras": left(keras_walk(K.AdamW(0.1, weight_decay=0.1), [1.0], g)),
            "optax": left(optax_walk(optax.adamw(0.1, weight_decay=0.1), [1.0], g)),
        },
    }


def penalties():
    """The slope of an L2 and of an L1 penalty of weight 0.1 at a parameter of 3."""

    def slope(penalty):
        x = torch.tensor([3.0], dtype=torch.float64, requires_grad=True)
        penalty(x).sum().backward()
        return rounded(x.grad.item())

    added = optax.add_decayed_weights(0.1)
    update, _ = added.update(jnp.zeros(1), added.init(jnp.zeros(1)), jnp.array([3.0]))
    return {
        "l2": {
            "torch": -first(torch_walk(lambda p: torch.optim.SGD(p, lr=1, weight_decay=0.1), [3.0], [[0.0]])),
            "keras": slope(keras.regularizers.L2(0.1)),
            "optax": rounded(update[0]),
        },
        "l1": {"keras": slope(keras.regularizers.L1(0.1))},
    }


def losses():
    """Means and sums over two rows of two; cross-entropies in nats."""
    prediction, target = [[1.0, 2.0], [3.0, 4.0]], [[1.0, 0.0], [3.0, 0.0]]
    t = lambda values, dtype=torch.float64: torch.tensor(values, dtype=dtype)
    K = keras.losses
    equal, scores, label = [[0.0] * 10], [[4.0, 1.0, 0.0]], [0]
    onehot = [[1.0, 0.0, 0.0]]
    return {
        "mse": {
            "torch": rounded(F.mse_loss(t(prediction), t(target))),
            "keras": rounded(K.MeanSquaredError()(t(target), t(prediction))),
            "optax": list(optax.squared_error(jnp.array(prediction), jnp.array(target)).shape),
        },
        "mseSum": {
            "torch": rounded(F.mse_loss(t(prediction), t(target), reduction="sum")),
            "keras": rounded(K.MeanSquaredError(reduction="sum")(t(target), t(prediction))),
        },
        "square": {
            "torch": rounded(F.mse_loss(t([2.0]), t([0.0]))),
            "keras": rounded(K.MeanSquaredError()(t([[0.0]]), t([[2.0]]))),
            "optax": rounded(optax.squared_error(jnp.array(2.0), jnp.array(0.0))),
            "optaxHalf": rounded(optax.l2_loss(jnp.array(2.0), jnp.array(0.0))),
        },
        "huber": {
            "torch": rounded(F.huber_loss(t([3.0]), t([0.0]))),
            "keras": rounded(K.Huber()(t([[0.0]]), t([[3.0]]))),
            "optax": rounded(optax.huber_loss(jnp.array(3.0), jnp.array(0.0))),
        },
        "tenClasses": {
            "torch": rounded(F.cross_entropy(t(equal), t([3], torch.int64))),
            "keras": rounded(K.SparseCategoricalCrossentropy(from_logits=True)(t([3], torch.int64), t(equal))),
            "optax": rounded(optax.softmax_cross_entropy_with_integer_labels(jnp.array(equal), jnp.array([3]))[0]),
        },
        "logits": {
            "torch": rounded(F.cross_entropy(t(scores), t(label, torch.int64))),
            "keras": rounded(K.SparseCategoricalCrossentropy()(t(label, torch.int64), t(scores))),
            "kerasFromLogits": rounded(K.SparseCategoricalCrossentropy(from_logits=True)(t(label, torch.int64), t(scores))),
            "optax": rounded(optax.softmax_cross_entropy_with_integer_labels(jnp.array(scores), jnp.array(label))[0]),
        },
        "smoothed": {
            "torch": rounded(F.cross_entropy(t(scores), t(label, torch.int64), label_smoothing=0.1)),
            "keras": rounded(K.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1)(t(onehot), t(scores))),
            "optax": rounded(optax.softmax_cross_entropy(jnp.array(scores), optax.smooth_labels(jnp.array(onehot), 0.1))[0]),
        },
    }


def label_dtypes():
    """The dtypes in which each takes the numbers of classes."""

    def taken(loss, dtypes):
        accepted = []
        for dtype in dtypes:
            try:
                if np.isfinite(float(loss(dtype))):
                    accepted.append(dtype)
            except Exception as error:  # what each raises is its own
                print(f"  labels of {dtype}: {type(error).__name__}")
        return accepted

    dtypes = ["uint8", "int32", "int64", "float32"]
    of = lambda dtype: torch.tensor([1], dtype=getattr(torch, dtype))
    scores = torch.zeros(1, 3, dtype=torch.float64)
    return {
        "torch": taken(lambda dtype: F.cross_entropy(scores, of(dtype)), dtypes),
        "keras": taken(lambda dtype: keras.losses.SparseCategoricalCrossentropy(from_logits=True)(of(dtype), scores), dtypes),
        "optax": taken(
            lambda dtype: optax.softmax_cross_entropy_with_integer_labels(jnp.zeros((1, 3)), jnp.array([1], dtype=dtype))[0], dtypes),
    }


def clipping():
    """The length of the gradient (3, 4) clipped to 1; and of two tensors, 3 and 4, each clipped by itself."""
    p = torch.zeros(2, dtype=torch.float64, requires_grad=True)
    p.grad = torch.tensor([3.0, 4.0], dtype=torch.float64)
    torch.nn.utils.clip_grad_norm_([p], 1.0)
    whole = keras_walk(keras.optimizers.SGD(1.0, global_clipnorm=1.0), [0.0, 0.0], [[3.0, 4.0]])
    two = [keras.Variable(np.zeros(1), dtype="float64") for _ in range(2)]
    each = keras.optimizers.SGD(1.0, clipnorm=1.0)
    each.build(two)
    each.apply([torch.tensor([3.0], dtype=torch.float64), torch.tensor([4.0], dtype=torch.float64)])
    clip = optax.clip_by_global_norm(1.0)
    update, _ = clip.update(jnp.array([3.0, 4.0]), clip.init(jnp.zeros(2)))
    return {
        "global": {
            "torch": rounded(p.grad.norm(), 8),
            "keras": rounded(np.linalg.norm(whole[1]), 8),
            "optax": rounded(jnp.linalg.norm(update), 8),
        },
        "each": {"keras": rounded(np.linalg.norm([v.value.item() for v in two]))},
    }


def layers():
    """A dense layer of 400 inputs and 100 outputs: its largest weight and bias; shapes of weights; running means after a batch."""
    torch.manual_seed(0)
    keras.utils.set_random_seed(0)
    linear, dense = torch.nn.Linear(400, 100), keras.layers.Dense(100)
    dense.build((None, 400))
    kernel, bias = dense.get_weights()
    convolution, conv2d = torch.nn.Conv2d(3, 8, 5), keras.layers.Conv2D(8, 5)
    conv2d.build((None, 28, 28, 3))
    norm, batch_norm = torch.nn.BatchNorm1d(1), keras.layers.BatchNormalization()
    norm(torch.tensor([[0.0], [2.0]]))
    batch_norm(torch.tensor([[0.0], [2.0]]), training=True)
    largest = lambda values: rounded(np.abs(values).max(), 3)
    return {
        "largestWeight": {"torch": largest(linear.weight.detach().numpy()), "keras": largest(kernel)},
        "largestBias": {"torch": largest(linear.bias.detach().numpy()), "keras": largest(bias)},
        "dense": {"torch": list(linear.weight.shape), "keras": list(kernel.shape)},
        "filter": {"torch": list(convolution.weight.shape), "keras": list(conv2d.get_weights()[0].shape)},
        "image": {
            "torch": list(convolution(torch.zeros(2, 3, 28, 28)).shape),
            "keras": list(conv2d(torch.zeros(2, 28, 28, 3)).shape),
        },
        "runningMean": {"torch": rounded(norm.running_mean.item()), "keras": rounded(batch_norm.get_weights()[2][0])},
        "runningVariance": {"torch": rounded(norm.running_var.item()), "keras": rounded(batch_norm.get_weights()[3][0])},
    }


def main():
    document = {
        "source": {**library("torch"), "others": [library("keras", backend="torch"), library("optax"), library("jax")]},
        "optimizers": optimizers(),
        "signatures": signatures(),
        "momentum": momentum(),
        "epsilons": epsilons(),
        "corrections": corrections(),
        "decays": decays(),
        "penalties": penalties(),
        "losses": losses(),
        "labelDtypes": label_dtypes(),
        "clipping": clipping(),
        "layers": layers(),
    }
    print(write("defaults", document), "bytes")


if __name__ == "__main__":
    main()
