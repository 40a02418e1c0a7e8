import {
  add,
  div,
  matmul,
  mul,
  neg,
  norm,
  paths,
  ShapeError,
  showShape,
  type Tensor,
  tidy,
  treeMap,
  zerosLike,
} from "@downhill/tensor";
import { checked } from "./checked.ts";
import { hypersOf } from "./hyper.ts";
import type { Params, Step, Transform } from "./optimizer.ts";
import type { Moments, Settings } from "./transform.ts";

const defaults = { learningRate: 0.02, momentum: 0.95, weightDecay: 0, epsilon: 1e-8 };

/** The coefficients of Jordan's polynomial. Its slope at 0 is steep, so small singular values grow first. */
const [a, b, c] = [3.4445, -4.775, 2.0315];

/** Approximates the nearest matrix with orthonormal rows or columns by five Newton–Schulz steps. */
function orthogonalize(matrix: Tensor, epsilon: number): Tensor {
  let X = div(matrix, add(norm(matrix), epsilon));
  for (let i = 0; i < 5; i++) {
    const XXᵀX = matmul(matmul(X, X, { transposeB: true }), X);
    const XXᵀXXᵀX = matmul(matmul(X, X, { transposeB: true }), XXᵀX);
    X = add(add(mul(a, X), mul(b, XXᵀX)), mul(c, XXᵀXXᵀX));
  }
  return X;
}

/**
 * Muon: orthogonalized momentum. Adam gives every coordinate a step of about the same length; Muon does so for every
 * singular direction of a weight matrix, so rare directions move as far as the strongest ones.
 *
 * $$\begin{aligned}
 * V_t &= \beta V_{t-1} + G_t & X_0 &= \frac{G_t + \beta V_t}{\lVert G_t + \beta V_t\rVert_F + \epsilon} \\
 * X_{k+1} &= a X_k + b\,X_k X_k^\top X_k + c\,(X_k X_k^\top)^2 X_k & k &= 0, \dots, 4 \\
 * \Theta_t &= \Theta_{t-1} - \eta\,\Bigl(\sqrt{\max(1, \tfrac mn)}\,X_5 + \lambda\,\Theta_{t-1}\Bigr)
 * \end{aligned}$$
 *
 * with $a = 3.4445$, $b = -4.7750$, $c = 2.0315$, after which the singular values lie between 0.7 and 1.2. Parameters are
 * matrices of $n$ inputs × $m$ outputs; use `partition` to give vectors, embeddings and kernels to another optimizer.
 *
 * @throws ValueError when a hyper-parameter is outside its range; ShapeError, from `init`, when a parameter is not a
 * matrix.
 * @example
 * ```ts
 * import { adamw, muon, partition } from "@downhill/optimizers";
 * import { tensor } from "@downhill/tensor";
 * const optimizer = partition(adamw({ learningRate: 3e-4 }), [/\.w$/, muon({ learningRate: 0.02 })]);
 * const params = { dense: { w: tensor([[1, 0], [0, 1]]), b: tensor([0, 0]) } };
 * const state = optimizer.init(params);
 * ```
 * @see Jordan, Jin, Boza, You, Cesista, Newhouse and Bernstein, "Muon: An optimizer for hidden layers in neural networks",
 * 2024, https://kellerjordan.github.io/posts/muon/.
 */
export function muon(settings: Settings<keyof typeof defaults> = {}): Transform<Moments<"v">> {
  const hyperAt = hypersOf("muon", settings, defaults);
  return checked({
    name: "muon",
    init(params) {
      refuseOthers(params);
      return { v: treeMap(zerosLike, params) };
    },
    update: <P extends Params>(grads: P, state: Moments<"v">, params: P, step: Step) =>
      tidy("muon", () => {
        const { learningRate, momentum, weightDecay, epsilon } = hyperAt(step);
        const v = treeMap((v: Tensor, g: Tensor) => add(mul(momentum, v), g), state.v as P, grads);
        const move = (g: Tensor, v: Tensor, p: Tensor): Tensor => {
          const [inputs, outputs] = p.shape as readonly [number, number];
          const direction = orthogonalize(add(g, mul(momentum, v)), epsilon);
          const scale = Math.sqrt(Math.max(1, outputs / inputs));
          return neg(mul(learningRate, add(mul(scale, direction), mul(weightDecay, p))));
        };
        return [treeMap(move, grads, v, params), { v }] as const;
      }),
  });
}

function refuseOthers(params: Params): void {
  for (const [path, { shape }] of paths<Tensor>(params)) {
    if (shape.length !== 2) {
      throw new ShapeError("rank", {
        en: `muon: ${path === "" ? "the parameter" : path} has shape ${showShape(shape)}, and only a matrix can be orthogonalized; give the others to another optimizer, as in partition(adamw(), [/\\.w$/, muon()])`,
        zh: `muon：${path === "" ? "参数" : `参数 ${path} `}的形状为 ${showShape(shape)}，只有矩阵才能正交化，请把其余参数交给别的优化器，例如 partition(adamw(), [/\\.w$/, muon()])`,
      });
    }
  }
}
