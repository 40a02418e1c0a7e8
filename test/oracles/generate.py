"""Writes every oracle of this folder, or those named after `--only`. See README.md."""

import argparse

import jax

jax.config.update("jax_enable_x64", True)

import einsum
import layers
import losses
import mlp
import ops
import optimizers
import schedules
from document import write

# The files of each family; those of `optimizers` are its rows.
FILES = {
    schedules: ["schedules"],
    losses: ["losses"],
    layers: ["layers", "batchNorm", "counts"],
    ops: ["ops"],
    einsum: ["einsum"],
    mlp: ["mlp"],
}
LIMIT = 1_400_000


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", metavar="NAME", nargs="+", help="write these files and leave the others as they are")
    only = parser.parse_args().only
    left, total = set(only or []), 0
    for family in [optimizers, *FILES]:
        if only and family in FILES and not left.intersection(FILES[family]):
            continue
        for name, document in family.documents(only or ()) if family is optimizers else family.documents():
            if only and name not in only:
                continue
            assert family is optimizers or name in FILES[family], f"name {name} in FILES"
            left.discard(name)
            size = write(name, document)
            second = document["source"]["second"]
            apart = second["largestRelativeDifference"]
            print(f"{name:18} {size:7} bytes, {document['source']['library']} and {second['library']} within {apart:.0e}")
            total += size
    assert not left, f"there is no oracle called {', '.join(sorted(left))}: give it a row in optimizers.py, say"
    assert total <= LIMIT, f"the oracles take {total} bytes, more than {LIMIT}: shorten a run"
    print(f"{'all':18} {total:7} bytes")


if __name__ == "__main__":
    main()
