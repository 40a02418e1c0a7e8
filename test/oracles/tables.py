"""What scikit-learn learns from a table, and what it makes of other rows: scalers, encoders, fillings, limits of outliers."""

import numpy as np
from scipy import stats
from sklearn import impute, preprocessing

from agreement import BOUND
from document import library, one_digit, write

rng = np.random.default_rng(7)


def numbers():
    """Forty rows to learn from and eight others: plain, skewed, constant, tiny, and huge with a wild value."""
    rows = 48
    columns = [
        rng.normal(170, 12, rows),
        np.exp(rng.normal(0, 2, rows)),
        np.full(rows, 0.1),
        rng.normal(0, 1e-9, rows),
        rng.normal(1e9, 1e6, rows),
    ]
    x = np.stack(columns, 1)
    x[5, 4] = 9e10
    return x[:40], x[40:]


def scalers(train, other):
    """Each scaler, its output, and the largest difference from the formula in NumPy."""
    quartile = lambda q: np.quantile(train, q, axis=0)
    one = lambda s: np.where(s == 0, 1, s)
    least, length = train.min(0), np.ptp(train, axis=0)
    mean = np.where(length == 0, train[0], train.mean(0))
    deviation = np.where(length == 0, 1, np.sqrt(np.mean((train - mean) ** 2, 0)))
    table = [
        ("standardise", {}, preprocessing.StandardScaler(), (mean, deviation)),
        ("minMax", {}, preprocessing.MinMaxScaler(), (least, one(length))),
        ("minMax", {"range": [-1, 2]}, preprocessing.MinMaxScaler((-1, 2)), (least + one(length) / 3, one(length) / 3)),
        ("robust", {}, preprocessing.RobustScaler(), (quartile(0.5), one(quartile(0.75) - quartile(0.25)))),
        (
            "robust",
            {"quantiles": [0.1, 0.9]},
            preprocessing.RobustScaler(quantile_range=(10, 90)),
            (quartile(0.5), one(quartile(0.9) - quartile(0.1))),
        ),
    ]
    runs, largest = [], 0.0
    for name, options, sklearn, (center, spread) in table:
        values = sklearn.fit(train).transform(other)
        again = (other - center) / spread
        largest = max(largest, float(np.max(np.abs(values - again) / np.maximum(np.abs(values), 1))))
        runs.append({"name": name, "options": options, "center": center, "spread": spread, "values": values})
    assert largest <= BOUND, largest
    return runs, largest


def encoders():
    """Classes of a few rows as places and as bits; the last of the other rows has a class that was not there."""
    train = np.array([["sand", 3], ["peat", 1], ["clay", 10], ["sand", 1], ["Ödland", 3]], dtype=object)
    other = np.array([["clay", 1], ["Ödland", 10], ["loam", 3]], dtype=object)
    ordinal = preprocessing.OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1).fit(train)
    bits = preprocessing.OneHotEncoder(handle_unknown="ignore", sparse_output=False).fit(train)
    labels = preprocessing.LabelEncoder().fit(train[:, 0].astype(str))
    return {
        "train": {"soil": list(train[:, 0]), "grade": list(train[:, 1])},
        "other": {"soil": list(other[:, 0]), "grade": list(other[:, 1])},
        "categories": [list(each) for each in ordinal.categories_],
        "ordinal": ordinal.transform(other),
        "oneHot": bits.transform(other),
        "labels": labels.transform(train[:, 0].astype(str)),
    }


def cleaning(train):
    """Fillings of columns with gaps, and where ordinary values end."""
    column = np.round(train[:, 0])
    column[[3, 17]] = np.nan
    fill = lambda strategy: float(impute.SimpleImputer(strategy=strategy).fit(column[:, None]).statistics_[0])
    present = column[~np.isnan(column)]
    quartiles = np.quantile(present, [0.25, 0.75])
    mean, deviation = present.mean(), present.std()
    far = np.abs(stats.zscore(present)) > 1.5
    assert np.array_equal(far, (present < mean - 1.5 * deviation) | (present > mean + 1.5 * deviation))
    return {
        "column": [None if np.isnan(value) else float(value) for value in column],
        "mean": fill("mean"),
        "median": fill("median"),
        "mode": fill("most_frequent"),
        "iqr": [quartiles[0] - 1.5 * np.ptp(quartiles), quartiles[1] + 1.5 * np.ptp(quartiles)],
        "zScore": [mean - 1.5 * deviation, mean + 1.5 * deviation],
        "far": int(far.sum()),
    }


def main():
    train, other = numbers()
    runs, largest = scalers(train, other)
    source = {**library("scikit-learn"), "second": {**library("numpy"), "largestRelativeDifference": one_digit(largest)}}
    document = {
        "source": source,
        "train": train,
        "other": other,
        "scalers": runs,
        "encoders": encoders(),
        "cleaning": cleaning(train),
    }
    print(write("tables", document), "bytes")


if __name__ == "__main__":
    main()
