import type { Probe } from "@downhill/grader/lab";
import type { Autograd } from "../autograd.ts";
import { onesLike } from "../matrix.ts";
import oracle from "../oracle.json" with { type: "json" };
import { networkLoss } from "../network.ts";
import { accumulated, entry, rounding } from "./tolerance.ts";

const central = {
  relative: 1e-7,
  absolute: 1e-9,
  why: {
    en: "a central difference with h = 1e-5 errs by a small multiple of h² = 1e-10, and by rounding of about 1e-16 / h",
    zh: "h = 1e-5 的中心差分，误差是 h² = 1e-10 的若干倍，另有约 1e-16 / h 的舍入误差",
  },
};

/** valueAndGrad by hand, on a network against PyTorch, and the learner's own gradient check. */
export function checkGradient(module: Autograd, probe: Probe): void {
  const { valueAndGrad, grad, checkGrads, add, mul, sum } = module;

  const small = valueAndGrad((x, w) => sum(mul(mul(x, x), w)))([[1, 2, -3]], [[2, 0.5, 1]]);
  probe.close({ en: "Σ x²w: the loss", zh: "Σ x²w：损失" }, small[0], 13, rounding);
  probe.close(
    { en: "Σ x²w: gradient of x", zh: "Σ x²w：对 x 的梯度" },
    small[1][0],
    [[4, 2, -6]],
    rounding,
    entry,
  );
  probe.close(
    { en: "Σ x²w: gradient of w", zh: "Σ x²w：对 w 的梯度" },
    small[1][1],
    [[1, 4, 9]],
    rounding,
    entry,
  );
  probe.close(
    { en: "gradient of an argument that the loss does not use", zh: "损失没有用到的参数，其梯度" },
    grad((x, _unused) => sum(x))([[1, 2]], [[5], [6]])[1],
    [[0], [0]],
    rounding,
    entry,
  );
  probe.throws(
    { en: "a loss that is no single number", zh: "损失不是一个数" },
    () => valueAndGrad((x) => add(x, 1))([[1, 2]]),
    /\S/,
  );

  const { x, y, w1, b1, w2, b2 } = oracle.inputs;
  const names = ["w1", "b1", "w2", "b2"] as const;
  const loss = networkLoss(module, x, y);
  const network = valueAndGrad(loss);
  const [first, second] = [network(w1, b1, w2, b2), network(w1, b1, w2, b2)];
  probe.close(
    { en: "network: the loss (PyTorch)", zh: "网络：损失（PyTorch）" },
    first[0],
    oracle.loss,
    accumulated,
  );
  names.forEach((name, i) => {
    const what = { en: `network: gradient of ${name} (PyTorch)`, zh: `网络：对 ${name} 的梯度（PyTorch）` };
    probe.close(what, first[1][i], oracle.gradients[name], accumulated, entry);
  });
  probe.close(
    { en: "network: gradient of w1, asked for again", zh: "网络：再求一次对 w1 的梯度" },
    second[1][0],
    oracle.gradients.w1,
    accumulated,
    entry,
  );

  // A cube and a coarse step: exact 12 at x = 2, central (2.5³ − 1.5³) / 1 = 12.25.
  const cube = checkGrads((z) => mul(z, mul(z, z)), [[[2]]], [[[1]]], 0.5);
  probe.close(
    { en: "z³ at 2, h = 0.5: exact slope", zh: "z³ 在 2 处，h = 0.5：精确斜率" },
    cube.exact,
    12,
    rounding,
  );
  probe.close(
    { en: "z³ at 2, h = 0.5: central difference", zh: "z³ 在 2 处，h = 0.5：中心差分" },
    cube.numeric,
    12.25,
    rounding,
  );
  const half = checkGrads((z) => mul(z, mul(z, z)), [[[2]]], [[[0.5]]], 0.5);
  probe.close(
    { en: "z³ at 2 along v = 0.5: exact slope", zh: "z³ 在 2 处沿 v = 0.5：精确斜率" },
    half.exact,
    6,
    rounding,
  );
  const along = checkGrads(
    loss,
    [w1, b1, w2, b2],
    [onesLike(w1), [[1, -1, 2]], [[0.5], [0], [-1]], [[3]]],
    1e-5,
  );
  probe.close(
    { en: "network: numeric against exact slope", zh: "网络：数值斜率与精确斜率" },
    along.numeric,
    along.exact,
    central,
  );
}
