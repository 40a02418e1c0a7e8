import { op, type Op, run, sameDType } from "../op.ts";
import { type Key, normal, split } from "../random.ts";
import { type Shape, ShapeError, showShape } from "../shape.ts";

/** Which operands to transpose (their last two axes) before multiplying. */
export interface Transposes {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
}

const matrix = (x: Shape, transposed: boolean): [rows: number, columns: number] => {
  const [rows, columns] = x.slice(-2) as [number, number];
  return transposed ? [columns, rows] : [rows, columns];
};

function shape(a: Shape, b: Shape, { transposeA = false, transposeB = false }: Transposes = {}): Shape {
  const both = `${showShape(a)}${transposeA ? "ᵀ" : ""} × ${showShape(b)}${transposeB ? "ᵀ" : ""}`;
  if (a.length < 2 || b.length < 2) {
    throw new ShapeError(`matmul: ${both} needs two matrices; reshape a vector to [n,1] or [1,n] first`);
  }
  const [[m, inner], [other, n]] = [matrix(a, transposeA), matrix(b, transposeB)];
  if (inner !== other) {
    const mends = matrix(b, !transposeB)[0] === inner;
    throw new ShapeError(
      `matmul: ${both} needs equal inner sizes, got ${inner} and ${other}; ${mends ? "transpose the second operand?" : "check which operand is which"}`,
    );
  }
  const [batchA, batchB] = [a.slice(0, -2), b.slice(0, -2)];
  if (showShape(batchA) !== showShape(batchB)) {
    throw new ShapeError(
      `matmul: ${both} needs equal leading axes, got ${showShape(batchA)} and ${showShape(batchB)}; use broadcastTo`,
    );
  }
  return [...batchA, m, n];
}

/**
 * The matrix product $AB$, $(AB)_{ij} = \sum_k a_{ik} b_{kj}$, of shapes $[\dots,m,k]$ and $[\dots,k,n]$; either
 * operand may be taken transposed.
 *
 * @throws ShapeError when the inner sizes differ; DTypeError when the dtypes differ.
 * @example
 * ```ts
 * import { matmul, tensor } from "@downhill/tensor";
 * matmul(tensor([[1, 2]]), tensor([[3], [4]])); // [[11]]
 * ```
 */
export const matmul: Op<["a", "b"], Transposes | undefined> = op({
  name: "matmul",
  inputs: ["a", "b"],
  tex: String.raw`\sum_k a_{ik}\, b_{kj}`,
  shape: ([a, b], transposes) => shape(a, b, transposes),
  forward: ({ a, b }, transposes) => {
    sameDType("matmul", a, b);
    return run("matmul", [a, b], { transposeA: false, transposeB: false, ...transposes });
  },
  // Ā = Ȳ Bᵀ and B̄ = Aᵀ Ȳ; where an operand was taken transposed, so is its cotangent.
  vjp: {
    a: (ct, { b }, transposes) =>
      transposes?.transposeA
        ? matmul(b, ct, { transposeA: transposes.transposeB ?? false, transposeB: true })
        : matmul(ct, b, { transposeB: !transposes?.transposeB }),
    b: (ct, { a }, transposes) =>
      transposes?.transposeB
        ? matmul(ct, a, { transposeA: true, transposeB: transposes.transposeA ?? false })
        : matmul(a, ct, { transposeA: !transposes?.transposeA }),
  },
  domain: (key) => {
    const [k0, k1] = split(key) as [Key, Key];
    return [
      [normal(k0, [2, 3]), normal(k1, [3, 4])],
      [normal(k0, [3, 2]), normal(k1, [3, 4]), { transposeA: true }],
      [normal(k0, [2, 3]), normal(k1, [4, 3]), { transposeB: true }],
      [normal(k0, [3, 2]), normal(k1, [4, 3]), { transposeA: true, transposeB: true }],
      [normal(k0, [2, 1, 3]), normal(k1, [2, 3, 2])],
    ];
  },
});
