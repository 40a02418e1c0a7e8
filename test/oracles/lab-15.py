"""Writes lab-15.json: what scikit-learn learns of a table with gaps and makes of other rows, by SimpleImputer (median),
StandardScaler (which leaves NaN out of its mean and deviation) and OneHotEncoder(handle_unknown="ignore"); the penguins' own
statistics; and how many rows of each label train_test_split(stratify) holds out. test/labs/oracle/15.test.ts holds lab 15's
solution to it.

Run: test/oracles/.venv/bin/python test/oracles/lab-15.py (NumPy, pandas, scikit-learn). Only maintainers need it.
"""

import pathlib

import numpy
import pandas
from document import layout, library
from sklearn.impute import SimpleImputer
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import OneHotEncoder, StandardScaler

here = pathlib.Path(__file__).parent
rng = numpy.random.default_rng(15)
places = numpy.array(["south", "north", "East", "west"], dtype=object)


def drawn(rows, unseen):
    """Numbers, a constant and texts; a fifth of the cells is missing, but for the first row's; some texts only here."""
    table = {
        "size": rng.normal(3, 2, rows).round(3).tolist(),
        "age": rng.integers(1, 12, rows).astype(float).tolist(),
        "same": [0.1] * rows,
        "place": rng.choice(numpy.append(places, unseen) if unseen else places, rows).tolist(),
        "sex": rng.choice(["m", "f"], rows).tolist(),
    }
    for name, cells in table.items():
        table[name] = [None if i > 0 and name != "same" and rng.random() < 0.2 else cell for i, cell in enumerate(cells)]
    return table


numbers, texts = ["size", "age", "same"], ["place", "sex"]


def column(table, names):
    frame = pandas.DataFrame({name: table[name] for name in names})
    return frame.astype(float).to_numpy() if names is numbers else frame.astype(object).to_numpy()


def case(rows, others):
    train, other = drawn(rows, None), drawn(others, "island")
    imputer = SimpleImputer(strategy="median").fit(column(train, numbers))
    scaler = StandardScaler().fit(column(train, numbers))
    present = [sorted({cell for cell in train[name] if cell is not None}) for name in texts]
    encoder = OneHotEncoder(categories=present, handle_unknown="ignore", sparse_output=False)
    encoder.fit(numpy.array([[cells[0] for cells in present]], dtype=object))

    def made(table):
        return numpy.hstack(
            [scaler.transform(imputer.transform(column(table, numbers))), encoder.transform(column(table, texts))]
        ).tolist()

    return {
        "train": train,
        "other": other,
        "median": imputer.statistics_.tolist(),
        "mean": scaler.mean_.tolist(),
        "deviation": scaler.scale_.tolist(),
        "categories": present,
        "trainMade": made(train),
        "otherMade": made(other),
    }


def penguins():
    table = pandas.read_csv(here.parent.parent / "packages/data/assets/penguins/penguins.csv")
    measures = table.columns[2:6]
    scaler = StandardScaler().fit(table[measures])
    imputer = SimpleImputer(strategy="median").fit(table[measures])
    return {
        "median": imputer.statistics_.tolist(),
        "mean": scaler.mean_.tolist(),
        "deviation": scaler.scale_.tolist(),
        "repeats": int(table.duplicated().sum()),
    }


def held(counts, share):
    labels = numpy.repeat([f"c{i}" for i in range(len(counts))], counts)
    _, test = train_test_split(labels, test_size=share, stratify=labels, random_state=0)
    return {"counts": counts, "share": share, "test": [int((test == f"c{i}").sum()) for i in range(len(counts))]}


document = {
    "source": {**library("scikit-learn"), "second": library("pandas"), "script": "test/oracles/lab-15.py"},
    "cases": [case(12, 8), case(40, 15), case(5, 30)],
    "penguins": penguins(),
    "splits": [held([152, 68, 124], 0.25), held([40, 60], 0.3), held([10, 20, 30, 40], 0.5), held([100, 100], 0.1)],
}
(here / "lab-15.json").write_text(layout(document) + "\n")
