"""The program of chapter 000 §4 in TensorFlow: what stops it, one repair after another, recorded for erratum E05.

    python test/oracles/errata-tensorflow.py        # writes errata-tensorflow.json next to this file

Needs: tensorflow (recorded with the version that the file names) and numpy.
"""

import json
import os
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np
import tensorflow as tf

random = np.random.default_rng(0)
ROWS = np.array([1, 2, 3, 4, 5])


def outcome(run):
    """What a call comes to: its value's dtype and numbers, or the error."""
    try:
        value = run()
    except Exception as error:  # noqa: BLE001 - whatever it is, is the record
        return {"error": type(error).__name__, "message": str(error).split("}}")[-1].split(" [Op:")[0].strip()}
    if value is None:
        return {"value": None}
    array = np.asarray(value)
    return {"dtype": str(array.dtype), "values": array.ravel().tolist()}


theta = np.array([1.7])  # the chapter draws it; a fixed one shows what is cut off
column, weight = ROWS.reshape(5, 1), theta.reshape(1, 1)
noise = random.standard_normal(5)

# 1. As printed: two vectors.
vectors = outcome(lambda: tf.matmul(ROWS, theta))

# 2. As matrices, of whole numbers and of real ones; as arrays, and as tensors.
arrays = outcome(lambda: tf.matmul(column, weight))
tensors = outcome(lambda: tf.matmul(tf.constant(column), tf.constant(weight)))
sum_of_both = outcome(lambda: tf.matmul(column, weight)[:, 0] + noise)

# 3. With real numbers throughout, the labels are a tensor, and a batch of them is taken by a list of places.
real = column.astype(float)
labels = tf.matmul(real, weight)[:, 0] + noise
batch = outcome(lambda: labels[np.array([0, 3])])

# 4. With labels as an array, the tape is asked for the gradient of an array.
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.square(labels.numpy() - tf.matmul(real, weight)[:, 0]))
gradient = outcome(lambda: tape.gradient(loss, [weight])[0])

# 5. Repaired: theta is a variable. It begins where the labels come from, so there is next to nothing to learn.
variable = tf.Variable(weight)
losses = []
for epoch in range(100):
    places = random.choice(5, 2, replace=False)
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(labels.numpy()[places] - tf.matmul(real[places], variable)[:, 0]))
    variable.assign_sub(0.01 * tape.gradient(loss, [variable])[0])
    losses.append(float(loss))
best = float(theta[0] + (ROWS * noise).sum() / (ROWS**2).sum())

record = {
    "tensorflow": tf.__version__,
    "numpy": np.__version__,
    "theta": theta.tolist(),
    "noise": noise.tolist(),
    "vectors": vectors,
    "arrays": arrays,
    "tensors": tensors,
    "sum": sum_of_both,
    "batch": batch,
    "gradient": gradient,
    "repaired": {"start": float(theta[0]), "end": float(variable.numpy()[0, 0]), "best": best, "losses": losses[::10]},
}
Path(__file__).with_name("errata-tensorflow.json").write_text(json.dumps(record, indent=1) + "\n")
print(json.dumps({k: v for k, v in record.items() if k != "noise"}, indent=1))
