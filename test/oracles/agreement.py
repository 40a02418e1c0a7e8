"""How far two libraries are apart, and the bound beyond which generation stops."""

import numpy as np

BOUND = 1e-12


def relative_difference(first, second):
    """Largest elementwise |a - b| / max(|a|, |b|), over trees of dicts, lists and arrays; equal elements count 0."""
    if isinstance(first, dict):
        assert first.keys() == second.keys(), f"{sorted(first)} against {sorted(second)}"
        return max((relative_difference(first[key], second[key]) for key in first), default=0.0)
    if isinstance(first, list) and first and isinstance(first[0], dict):
        assert len(first) == len(second), f"{len(first)} against {len(second)} entries"
        return max(relative_difference(a, b) for a, b in zip(first, second))
    a, b = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    assert a.shape == b.shape, f"{a.shape} against {b.shape}"
    assert np.isfinite(a).all() and np.isfinite(b).all(), "an oracle holds a value that is not finite"
    gap, size = np.abs(a - b), np.maximum(np.abs(a), np.abs(b))
    return float(np.max(np.divide(gap, size, out=np.zeros_like(gap), where=gap > 0), initial=0.0))


def agreed(name, first, second, bound=BOUND):
    """The relative difference of two results, or an AssertionError naming the case where it passes the bound."""
    difference = relative_difference(first, second)
    assert difference <= bound, f"{name}: the libraries differ by {difference:.1e}, more than {bound:.0e}"
    return difference
