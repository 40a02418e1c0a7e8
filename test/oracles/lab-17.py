"""Writes lab-17.json: how many rows of each class StratifiedKFold puts into each fold, the sizes of KFold's folds, losses by
cross_val_predict, where Keras's EarlyStopping stops and which weights it restores, pictures by scipy.ndimage.shift, and
what PyTorch's dropout drops and makes of the rest. test/labs/oracle/17.test.ts holds lab 17's solution to it.

Run: test/oracles/.venv/bin/python test/oracles/lab-17.py (scikit-learn, Keras on TensorFlow, SciPy, PyTorch). Only
maintainers need it.
"""

import pathlib

import keras
import numpy
import torch
from document import layout, library, plain
from scipy.ndimage import shift
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import KFold, StratifiedKFold, cross_val_predict

rng = numpy.random.default_rng(17)


def dealt(size, k, classes):
    """Classes are numbered by their first appearance, as scikit-learn does."""
    labels = numpy.concatenate([numpy.arange(classes), rng.integers(0, classes, size - classes)])
    rows = numpy.zeros((size, 1))
    counts = [
        numpy.bincount(labels[validation], minlength=classes).tolist()
        for _, validation in StratifiedKFold(k).split(rows, labels)
    ]
    sizes = [len(validation) for _, validation in KFold(k).split(rows)]
    return {"k": k, "labels": labels.tolist(), "counts": counts, "sizes": sizes}


def line(size, k):
    """Squared errors of least-squares lines, each row by the line through the other folds."""
    x = rng.standard_normal((size, 1)).round(3)
    y = (2 * x[:, 0] - 1 + rng.standard_normal(size)).round(3)
    order = rng.permutation(size)
    folds = [(numpy.array([row for i, row in enumerate(order) if i % k != fold]), order[fold::k]) for fold in range(k)]
    predicted = cross_val_predict(LinearRegression(), x, y, cv=folds)
    losses = (predicted - y) ** 2
    return {"k": k, "x": x[:, 0].tolist(), "y": y.tolist(), "order": order.tolist(), "losses": losses.tolist()}


class Counting:
    """A model whose only weight is the number of epochs that it was trained for."""

    def __init__(self):
        self.weights, self.stop_training = 0, False

    def get_weights(self):
        return self.weights

    def set_weights(self, weights):
        self.weights = weights


def stopped(losses, patience):
    """Keras counts epochs from 0, ours from 1; nothing is measured before the first."""
    model = Counting()
    callback = keras.callbacks.EarlyStopping(monitor="val_loss", patience=patience, restore_best_weights=True)
    callback.set_model(model)
    callback.on_train_begin()
    trained = 0
    for epoch, loss in enumerate(losses):
        trained = model.weights = epoch + 1
        callback.on_epoch_end(epoch, {"val_loss": loss})
        if model.stop_training:
            break
    callback.on_train_end()
    return {"losses": losses, "patience": patience, "trained": trained, "restored": model.weights}


def wavering():
    t = numpy.arange(24)
    losses = 2.5 - 0.25 * t + 0.01 * t**2 + 0.5 * rng.random(24)
    return numpy.abs(losses).round(2).tolist()


def moved(rows, columns, down, right):
    picture = rng.random((rows, columns)).round(3)
    return {
        "picture": picture.tolist(),
        "down": down,
        "right": right,
        "moved": shift(picture, (down, right), order=0, mode="constant", cval=0).tolist(),
    }


def dropped(p):
    torch.manual_seed(17)
    values = torch.arange(1, 13, dtype=torch.float64)
    return {
        "p": p,
        "values": values.tolist(),
        "training": torch.nn.functional.dropout(values, p, training=True).tolist(),
        "use": torch.nn.functional.dropout(values, p, training=False).tolist(),
    }


document = {
    "source": {
        **library("scikit-learn"),
        "others": [library("keras"), library("scipy"), library("torch")],
        "script": "test/oracles/lab-17.py",
    },
    "dealt": [dealt(size, k, classes) for size, k, classes in [(20, 4, 2), (37, 5, 3), (103, 10, 7), (12, 3, 3)]],
    "lines": [line(size, k) for size, k in [(8, 2), (15, 4), (20, 20)]],
    "stopped": [stopped(wavering(), patience) for patience in [1, 2, 3, 5, 8, 30]]
    + [stopped([3.0, 2.0, 2.0, 2.0, 1.0], 2), stopped([1.0, 2.0, 3.0, 4.0], 2), stopped([4.0, 3.0, 2.0], 1)],
    "moved": [moved(*each) for each in [(4, 5, 1, 0), (4, 5, 0, -2), (3, 6, -2, 3), (5, 3, 0, 0), (2, 2, 2, 1)]],
    "dropped": [dropped(p) for p in [0.0, 0.25, 0.5, 0.9]],
}
(pathlib.Path(__file__).parent / "lab-17.json").write_text(layout(plain(document)) + "\n")
