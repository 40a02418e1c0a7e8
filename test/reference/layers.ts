import { formulaOf } from "./formula.ts";
import { names } from "./names.ts";
import { proofsOf } from "./proofs.ts";
import type { Row } from "./row.ts";

/** Layers, losses, metrics, initialisers and regularizers, whose results are recorded by their packages' tests. */
export async function layersAndRegularizers(): Promise<Row[]> {
  const proofs = await proofsOf("nn", "regularizers");
  return (["layer", "loss", "metric", "initialiser", "regularizer"] as const).flatMap((kind) => {
    const owner = kind === "regularizer" ? "regularizers" : "nn";
    return names[kind].map((name) => ({
      kind,
      name,
      tex: [formulaOf(owner, name)],
      ...proofs.get(`${owner}.${name}`),
    }));
  });
}
