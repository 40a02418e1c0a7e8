"""Writes every oracle of this folder: `python test/oracles/generate.py`. See README.md."""

import jax

jax.config.update("jax_enable_x64", True)

import losses
import mlp
import ops
import optimizers
import schedules
from document import write

LIMIT = 300_000


def main():
    total = 0
    for family in [optimizers, schedules, losses, ops, mlp]:
        for name, document in family.documents():
            size = write(name, document)
            second = document["source"]["second"]
            apart = second["largestRelativeDifference"]
            print(f"{name:18} {size:7} bytes, {document['source']['library']} and {second['library']} within {apart:.0e}")
            total += size
    assert total <= LIMIT, f"the oracles take {total} bytes, more than {LIMIT}: shorten a run"
    print(f"{'all':18} {total:7} bytes")


if __name__ == "__main__":
    main()
