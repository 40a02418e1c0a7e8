"""What four libraries do with RMSprop and Adagrad: defaults, the memory at the start, and walks. Writes lab-07.json.

Run by itself, with torch, optax, keras and tensorflow-cpu installed (test/oracles/README.md has the versions):
python lab-07.py
"""

import inspect
import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"

import jax
import keras
import numpy
import optax
import tensorflow as tf
import torch

jax.config.update("jax_enable_x64", True)
tf1 = tf.compat.v1

# Powers of two, since Keras keeps its learning rate in float32. Two coordinates: one of ordinary slopes, one of tiny ones.
RATE, BETA, EPSILON = 0.125, 0.875, 2.0**-12
GRADIENTS = [[(1.5 - k % 4) * (1 + k / 8), (-1) ** k * 2.0 ** -(10 + k % 5)] for k in range(12)]
START = [1.0, -2.0]


def by_torch(cls, **settings):
    leaf = torch.nn.Parameter(torch.tensor(START, dtype=torch.float64))
    optimizer = cls([leaf], lr=RATE, eps=EPSILON, **settings)
    path = []
    for gradient in GRADIENTS:
        leaf.grad = torch.tensor(gradient, dtype=torch.float64)
        optimizer.step()
        path.append(leaf.tolist())
    return path, optimizer.state[leaf]["sum" if cls is torch.optim.Adagrad else "square_avg"].tolist()


def by_optax(optimizer, memory):
    params = jax.numpy.array(START)
    state = optimizer.init(params)
    begins, path = getattr(state[0], memory).tolist(), []
    for gradient in GRADIENTS:
        updates, state = optimizer.update(jax.numpy.array(gradient), state, params)
        params = params + updates
        path.append(params.tolist())
    return path, getattr(state[0], memory).tolist(), begins


def by_keras(optimizer):
    variable = keras.Variable(numpy.array(START), dtype="float64")
    optimizer.build([variable])
    memory = optimizer.variables[2]
    begins, path = memory.numpy().tolist(), []
    for gradient in GRADIENTS:
        optimizer.apply([tf.constant(gradient, tf.float64)], [variable])
        path.append(variable.numpy().tolist())
    return path, memory.numpy().tolist(), begins


def by_tf1(optimizer, memory):
    with tf.Graph().as_default(), tf1.Session() as session:
        variable = tf1.get_variable("x", initializer=numpy.array(START), use_resource=True)
        slopes = tf1.placeholder(tf.float64, [2])
        step = optimizer.apply_gradients([(slopes, variable)])
        session.run(tf1.global_variables_initializer())
        begins, path = session.run(optimizer.get_slot(variable, memory)).tolist(), []
        for gradient in GRADIENTS:
            session.run(step, {slopes: gradient})
            path.append(session.run(variable).tolist())
        return path, session.run(optimizer.get_slot(variable, memory)).tolist(), begins


def defaults(function, *names):
    parameters = inspect.signature(function).parameters
    given = {name: parameters[name].default for name in names if name in parameters}
    return {name: None if value is inspect.Parameter.empty else value for name, value in given.items()}


def run(library, rule, epsilon, memory, result, settings):
    path, end, *begins = result
    return {
        "library": library,
        "rule": rule,
        "epsilon": epsilon,
        "memory": memory,
        "begins": begins[0] if begins else None,
        "defaults": settings,
        "path": path,
        "end": end,
    }


rms, ada = tf1.train.RMSPropOptimizer, tf1.train.AdagradOptimizer
runs = [
    run("torch", "rmsprop", "outside", "square_avg", by_torch(torch.optim.RMSprop, alpha=BETA),
        defaults(torch.optim.RMSprop, "lr", "alpha", "eps")),
    run("keras", "rmsprop", "inside", "velocity", by_keras(keras.optimizers.RMSprop(RATE, rho=BETA, epsilon=EPSILON)),
        defaults(keras.optimizers.RMSprop, "learning_rate", "rho", "epsilon")),
    run("optax", "rmsprop", "inside", "nu", by_optax(optax.rmsprop(RATE, BETA, EPSILON), "nu"),
        defaults(optax.rmsprop, "learning_rate", "decay", "eps", "eps_in_sqrt", "initial_scale")),
    run("optax", "rmsprop", "outside", "nu", by_optax(optax.rmsprop(RATE, BETA, EPSILON, eps_in_sqrt=False), "nu"), {}),
    run("tensorflow", "rmsprop", "inside", "rms", by_tf1(rms(RATE, BETA, 0.0, EPSILON), "rms"),
        defaults(rms, "learning_rate", "decay", "epsilon")),
    run("torch", "adagrad", "outside", "sum", by_torch(torch.optim.Adagrad),
        defaults(torch.optim.Adagrad, "lr", "eps", "initial_accumulator_value")),
    run("keras", "adagrad", "inside", "accumulator", by_keras(keras.optimizers.Adagrad(RATE, epsilon=EPSILON)),
        defaults(keras.optimizers.Adagrad, "learning_rate", "initial_accumulator_value", "epsilon")),
    run("optax", "adagrad", "inside", "sum_of_squares", by_optax(optax.adagrad(RATE, eps=EPSILON), "sum_of_squares"),
        defaults(optax.adagrad, "learning_rate", "initial_accumulator_value", "eps")),
    run("tensorflow", "adagrad", "none", "accumulator", by_tf1(ada(RATE), "accumulator"),
        defaults(ada, "learning_rate", "initial_accumulator_value")),
]
document = {
    "source": {
        "torch": torch.__version__.split("+")[0],
        "keras": keras.__version__,
        "optax": optax.__version__,
        "tensorflow": tf.__version__,
    },
    "settings": {"learningRate": RATE, "beta": BETA, "epsilon": EPSILON},
    "start": START,
    "gradients": GRADIENTS,
    "runs": runs,
}
target = pathlib.Path(__file__).with_name("lab-07.json")
target.write_text(json.dumps(document, indent=1) + "\n")
