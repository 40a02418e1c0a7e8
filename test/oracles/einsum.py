"""Summations by formulas: one matrix, two, three, diagonals, axes that broadcast; with the gradients of all tensors."""

import jax
import jax.numpy as jnp
import numpy as np
import torch

from differentiation import differentiated
from document import library, one_digit

random = np.random.default_rng(17)

# A formula, and the shapes of its tensors.
FORMULAS = [
    ("i->i", [(3,)]),
    ("i->", [(3,)]),
    ("ij->ji", [(2, 3)]),
    ("ij->", [(2, 3)]),
    ("ij->i", [(2, 3)]),
    ("ij->j", [(2, 3)]),
    ("ij", [(2, 3)]),
    ("ba", [(2, 3)]),
    ("ii->", [(3, 3)]),
    ("ii->i", [(3, 3)]),
    ("ii", [(3, 3)]),
    ("iij->ij", [(2, 2, 3)]),
    ("iji->j", [(2, 3, 2)]),
    ("iii->i", [(3, 3, 3)]),
    ("ijij->", [(2, 3, 2, 3)]),
    ("i,i->", [(4,), (4,)]),
    ("i,i->i", [(4,), (4,)]),
    ("i,j->ij", [(2,), (3,)]),
    ("i,j->ji", [(2,), (3,)]),
    ("i,j->", [(2,), (3,)]),
    (",i->i", [(), (3,)]),
    ("ij,j->i", [(2, 3), (3,)]),
    ("ij,i->j", [(2, 3), (2,)]),
    ("ij,jk->ik", [(2, 3), (3, 4)]),
    ("ij,jk", [(2, 3), (3, 4)]),
    ("ij,kj->ki", [(2, 3), (4, 3)]),
    ("ij,ij->", [(2, 3), (2, 3)]),
    ("ij,ij->j", [(2, 3), (2, 3)]),
    ("ij,kl->jl", [(2, 3), (2, 4)]),
    ("bij,bjk->bik", [(2, 2, 3), (2, 3, 2)]),
    ("bij,jk->bik", [(2, 2, 3), (3, 2)]),
    ("bij,bik->jk", [(2, 2, 3), (2, 2, 2)]),
    ("bhqd,bhkd->bhqk", [(1, 2, 2, 3), (1, 2, 2, 3)]),
    ("bqhd,bkhd->bhqk", [(1, 2, 2, 3), (1, 3, 2, 3)]),
    ("ijk,jil->kl", [(2, 3, 2), (3, 2, 2)]),
    ("ii,ij->j", [(2, 2), (2, 3)]),
    ("i,ij,j->", [(2,), (2, 3), (3,)]),
    ("ij,jk,kl->il", [(2, 3), (3, 2), (2, 2)]),
    ("ik,jk,lk->ijl", [(2, 2), (3, 2), (2, 2)]),
    ("bn,anm,bm->ba", [(2, 2), (3, 2, 2), (2, 2)]),
    ("i,i,i,i->i", [(3,), (3,), (3,), (3,)]),
    ("...->...", [(2, 3)]),
    ("...ij->...ji", [(2, 2, 3)]),
    ("...i->...", [(2, 3)]),
    ("i...->...", [(2, 3)]),
    ("...ij,...jk->...ik", [(2, 2, 3), (2, 3, 2)]),
    ("...ij,jk->...ik", [(2, 2, 3), (3, 2)]),
    ("...i,...i->...", [(3, 1, 2), (2, 2)]),
    ("...ij,...jk->...ik", [(1, 2, 3), (2, 3, 2)]),
    ("i...,j...->ij...", [(2, 3), (2, 3)]),
    ("...ij,...jk", [(2, 2, 3), (2, 3, 2)]),
    ("...ii->...i", [(2, 3, 3)]),
]


def documents():
    """Yields the oracle of einsum."""
    cases, largest = [], 0.0
    for formula, shapes in FORMULAS:
        inputs = {f"x{i}": np.round(random.normal(size=shape), 2) for i, shape in enumerate(shapes)}
        in_torch = lambda f=formula, **x: torch.einsum(f, *x.values())
        in_jax = lambda f=formula, **x: jnp.einsum(f, *x.values(), precision=jax.lax.Precision.HIGHEST)
        shape = in_torch(**{name: torch.tensor(value) for name, value in inputs.items()}).shape
        cotangent = np.round(random.normal(size=tuple(shape)), 2)
        output, grads, difference = differentiated(formula, in_torch, in_jax, inputs, cotangent)
        largest = max(largest, difference)
        cases.append({"name": "einsum", "attributes": {"formula": formula}, "inputs": inputs, "cotangent": cotangent,
                      "output": output, "gradients": grads})
    second = library("jax", largestRelativeDifference=one_digit(largest))
    yield "einsum", {"source": library("torch") | {"second": second}, "cases": cases}
