import { checkFlag } from "../check-flag.ts";
import { isFloat } from "../dtype.ts";
import { op, type Op } from "../op.ts";
import { normal, split } from "../random.ts";
import { run } from "../run.ts";
import { broadcastShapes, sameShape, type Shape, ShapeError, showShape, sizeOf } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { broadcastTo, sumTo } from "./broadcast-to.ts";
import { reshape } from "./reshape.ts";
import { wholeMatmul } from "./whole-products.ts";

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
  checkFlag("matmul", "transposeA", transposeA);
  checkFlag("matmul", "transposeB", transposeB);
  const both = `${showShape(a)}${transposeA ? "ᵀ" : ""} × ${showShape(b)}${transposeB ? "ᵀ" : ""}`;
  if (a.length < 2 || b.length < 2) {
    throw new ShapeError("rank", {
      en: `matmul: ${both} needs two matrices; reshape a vector to [n,1] or [1,n] first`,
      zh: `matmul：${both} 不是两个矩阵；请先用 reshape 把向量变成 [n,1] 或 [1,n]`,
    });
  }
  const [[m, inner], [other, n]] = [matrix(a, transposeA), matrix(b, transposeB)];
  if (inner !== other) {
    const fixes = matrix(b, !transposeB)[0] === inner;
    throw new ShapeError("inner-sizes", {
      en: `matmul: ${both} needs equal inner sizes, got ${inner} and ${other}; ${fixes ? "transpose the second operand?" : "check which operand is which"}`,
      zh: `matmul：${both} 的内侧长度必须相等，现在是 ${inner} 和 ${other}；${fixes ? "第二个操作数是不是该转置" : "请检查两个操作数是否放反"}`,
    });
  }
  return [...broadcastShapes("matmul", a.slice(0, -2), b.slice(0, -2)), m, n];
}

/** With leading axes, stretched if the other operand's are longer. */
const led = (x: Tensor, leading: Shape): Tensor => {
  const to = [...leading, ...x.shape.slice(-2)];
  return sameShape(to, x.shape) ? x : broadcastTo(x, to);
};

/** All matrices of a batch as one, stacked row by row: this avoids repeating a shared right operand. */
const rows = (x: Tensor): Tensor => reshape(x, [sizeOf(x.shape.slice(0, -1)), x.shape.at(-1)!]);
const shared = (a: Tensor, b: Tensor, transposes: Transposes | undefined): boolean =>
  b.shape.length === 2 && a.shape.length > 2 && transposes?.transposeA !== true;

/**
 * The matrix product $AB$, $(AB)_{ij} = \sum_k a_{ik} b_{kj}$, of shapes $[\dots,m,k]$ and $[\dots,k,n]$; either
 * operand may be used transposed. Leading axes broadcast, so one matrix can serve a whole batch.
 *
 * @throws ShapeError when the inner sizes differ or the leading axes do not broadcast; DTypeError when the dtypes differ.
 * @example
 * ```ts
 * import { matmul, tensor } from "@downhill/tensor";
 * matmul(tensor([[1, 2]]), tensor([[3], [4]])); // [[11]]
 * ```
 * @see NumPy reference, `matmul`.
 */
export const matmul: Op<["a", "b"], Transposes | undefined> = op({
  name: "matmul",
  inputs: ["a", "b"],
  takes: "number",
  tex: String.raw`\sum_k a_{ik}\, b_{kj}`,
  options: ["transposeA", "transposeB"],
  shape: ([a, b], transposes) => shape(a, b, transposes),
  forward: ({ a, b }, transposes) => {
    const attrs = { transposeA: false, transposeB: false, ...transposes };
    if (!isFloat(a.dtype)) return wholeMatmul(a, b, attrs);
    const to = shape(a.shape, b.shape, transposes);
    if (shared(a, b, transposes)) return reshape(run("matmul", [rows(a), b], attrs), to);
    const leading = to.slice(0, -2);
    return run("matmul", [led(a, leading), led(b, leading)], attrs);
  },
  // Ā = Ȳ Bᵀ and B̄ = Aᵀ Ȳ; if an operand was used transposed, its cotangent is transposed too.
  vjp: {
    a: (ct, { a, b }, transposes) =>
      sumTo(
        transposes?.transposeA
          ? matmul(b, ct, { transposeA: transposes.transposeB ?? false, transposeB: true })
          : matmul(ct, b, { transposeB: !transposes?.transposeB }),
        a.shape,
      ),
    b: (ct, { a, b }, transposes) => {
      const [x, ȳ] = shared(a, b, transposes) ? [rows(a), rows(ct)] : [a, ct];
      return sumTo(
        transposes?.transposeB
          ? matmul(ȳ, x, { transposeA: true, transposeB: transposes.transposeA ?? false })
          : matmul(x, ȳ, { transposeA: !transposes?.transposeA }),
        b.shape,
      );
    },
  },
  domain: (key) => {
    const [k0, k1] = split(key);
    return [
      [normal(k0, [2, 3]), normal(k1, [3, 4])],
      [normal(k0, [3, 2]), normal(k1, [3, 4]), { transposeA: true }],
      [normal(k0, [2, 3]), normal(k1, [4, 3]), { transposeB: true }],
      [normal(k0, [3, 2]), normal(k1, [4, 3]), { transposeA: true, transposeB: true }],
      [normal(k0, [2, 1, 3]), normal(k1, [2, 3, 2])],
      [normal(k0, [2, 2, 3]), normal(k1, [3, 2])],
      [normal(k0, [2, 2, 3]), normal(k1, [4, 3]), { transposeB: true }],
      [normal(k0, [2, 3, 2]), normal(k1, [4, 3]), { transposeA: true, transposeB: true }],
      [normal(k0, [2, 3]), normal(k1, [2, 3, 2])],
      [normal(k0, [2, 1, 2, 3]), normal(k1, [3, 3, 2])],
    ];
  },
});
