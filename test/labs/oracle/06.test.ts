import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import * as solution from "../../../labs/06-momentum/key/solution.ts";
import { near } from "./near.ts";

/*
 * Lab 06's solution against PyTorch's and optax's trajectories (test/oracles/*.json), the convergence factor against powers
 * of the iteration's matrix, and the lesson's derivations at random points. Its tables: 06-tables.test.ts.
 */
const { convergenceFactor, convert, heavyBall, nesterov } = solution;
type Vector = solution.Vector;

const root = path.resolve(import.meta.dirname, "../../..");

interface Values {
  readonly w: readonly Vector[];
  readonly b: Vector;
}
interface Trajectory {
  readonly name: string;
  readonly hyper: solution.Settings;
  readonly params: Values;
  readonly grads: readonly Values[];
  readonly trajectory: readonly Values[];
}
const flat = ({ w, b }: Values): Vector => [...w.flat(), ...b];
const runsOf = (name: string): readonly Trajectory[] =>
  (
    JSON.parse(readFileSync(path.join(root, "test/oracles", `${name}.json`), "utf8")) as {
      runs: Trajectory[];
    }
  ).runs;

describe.each(runsOf("momentum"))("sum, $name", ({ hyper, params, grads, trajectory }) => {
  test("heavyBall walks as torch.optim.SGD", () => {
    let state: solution.State = { x: flat(params), v: flat(params).map(() => 0) };
    for (const [t, g] of grads.entries()) {
      state = heavyBall(() => flat(g), state, hyper);
      near(state.x, flat(trajectory[t]!));
    }
  });
});

describe.each(runsOf("nesterov"))("Nesterov, $name", ({ hyper, params, grads, trajectory }) => {
  test("the point that nesterov looks ahead to moves as in torch.optim.SGD with nesterov=True", () => {
    const { learningRate, momentum } = hyper;
    let state: solution.State = { x: flat(params), v: flat(params).map(() => 0) };
    for (const [t, g] of grads.entries()) {
      state = nesterov(() => flat(g), state, hyper);
      const ahead = state.x.map((x, i) => x - learningRate * momentum * state.v[i]!);
      near(ahead, flat(trajectory[t]!));
    }
  });
});

describe.each([
  ["step", "momentum-classical"],
  ["mean", "momentum-mean"],
] as const)("%s", (convention, file) => {
  test.each(runsOf(file))(
    "$name: converted to a sum and back, half-way and at each step",
    ({ hyper, params, grads, trajectory }) => {
      let x = flat(params);
      let run: solution.Run = convert({ ...hyper, v: x.map(() => 0) }, convention, "sum");
      for (const [t, g] of grads.entries()) {
        const before = x;
        const next = heavyBall(() => flat(g), { x: before, v: run.v }, run);
        ({ x } = next);
        run = { ...run, v: next.v };
        near(x, flat(trajectory[t]!));
        // The library's own velocity, read off its path.
        const moved = x.map((value, i) => value - before[i]!);
        const kept = convention === "step" ? moved : moved.map((value) => -value / hyper.learningRate);
        const back = convert(run, "sum", convention);
        near(back.v, kept, 1e-9);
        near([back.learningRate, back.momentum], [hyper.learningRate, hyper.momentum]);
      }
    },
  );
});

/** The factor in the long run, without roots: the n-th root of the size of the iteration's matrix to the n, n = 2²². */
function measured({ learningRate, momentum }: solution.Settings, curvature: number): number {
  let [a, b, c, d] = [1 + momentum - learningRate * curvature, -momentum, 1, 0];
  let logarithm = 0;
  for (let i = 0, power = 1; i < 22; i++, power /= 2) {
    const size = Math.max(...[a, b, c, d].map(Math.abs));
    logarithm += power * Math.log(size);
    [a, b, c, d] = [a, b, c, d].map((each) => each / size) as [number, number, number, number];
    [a, b, c, d] = [a * a + b * c, b * (a + d), c * (a + d), d * d + b * c];
  }
  return Math.exp(logarithm);
}

test("the convergence factor is the growth of the matrix's powers", () => {
  for (const momentum of [0.1, 0.25, 0.5, 0.75, 0.9, 0.99]) {
    for (const curvature of [-3, 0, 0.1, 0.25, 0.5, 1, 2, 2.25, 2.9, 3, 3.5, 4, 10]) {
      const settings = { learningRate: 1, momentum };
      // C^(1/n), and t·r^t at two equal roots, are this far from the limit.
      near([convergenceFactor(settings, curvature)], [measured(settings, curvature)], 2e-5);
    }
  }
});

describe("the derivations", () => {
  const [rate, beta, lambda] = [0.3, 0.7, 1.7];
  const settings = { learningRate: rate, momentum: beta };
  const gradient = ([x = 0]: Vector): Vector => [lambda * x];
  const pathOf = (rule: typeof heavyBall, steps: number): readonly solution.State[] => {
    const path: solution.State[] = [{ x: [2], v: [0] }];
    for (let t = 0; t < steps; t++) path.push(rule(gradient, path.at(-1)!, settings));
    return path;
  };
  const xs = (rule: typeof heavyBall): Vector => pathOf(rule, 12).map(({ x }) => x[0]!);

  test("v is the faded sum of the gradients", () => {
    const path = pathOf(heavyBall, 12);
    for (const [t, { v }] of path.entries()) {
      let sum = 0;
      for (let i = 0; i < t; i++) sum += beta ** (t - 1 - i) * gradient(path[i]!.x)[0]!;
      near(v, [sum]);
    }
  });
  test("both rules as recurrences of the last two places", () => {
    const [ball, ahead] = [xs(heavyBall), xs(nesterov)];
    for (let t = 1; t < 12; t++) {
      const [x, last] = [ball[t]!, ball[t - 1]!];
      near(
        [ball[t + 1]!, ball[t + 1]!],
        [x - rate * lambda * x + beta * (x - last), (1 + beta - rate * lambda) * x - beta * last],
      );
      near([ahead[t + 1]!], [(1 - rate * lambda) * (ahead[t]! + beta * (ahead[t]! - ahead[t - 1]!))]);
    }
  });
  test("chapter 002's two rates are one, and its two minus signs climb", () => {
    const walk = (eta: number, gamma: number, sign: number): number => {
      let [theta, v] = [1, 0];
      for (let t = 0; t < 50; t++) {
        v = 0.9 * v - eta * 2 * theta;
        theta += sign * gamma * v;
      }
      return theta;
    };
    near([walk(0.1, 0.1, 1)], [walk(0.01, 1, 1)], 1e-9);
    expect(walk(0.1, 0.1, -1).toFixed(3)).toBe("113.352");
  });
  test("the best settings put both ends on the critical line; nothing near them is faster", () => {
    const [mu, steep] = [1, 100];
    const worst = (learningRate: number, momentum: number): number =>
      Math.max(
        ...[mu, 10, steep].map((curvature) => convergenceFactor({ learningRate, momentum }, curvature)),
      );
    const [eta, root] = [
      4 / (Math.sqrt(steep) + Math.sqrt(mu)) ** 2,
      (Math.sqrt(100) - 1) / (Math.sqrt(100) + 1),
    ];
    for (const curvature of [mu, steep]) near([(1 - Math.sqrt(eta * curvature)) ** 2], [root ** 2]);
    expect(root.toFixed(3)).toBe("0.818");
    for (const a of [0.97, 0.99, 1, 1.01, 1.03])
      for (const b of [0.97, 0.99, 1, 1.01, 1.03])
        expect(worst(eta * a, root ** 2 * b)).toBeGreaterThanOrEqual(root - 1e-7);
    expect(worst(2 / (mu + steep), 0).toFixed(3)).toBe("0.980");
    expect(Math.ceil(Math.log(1000) / -Math.log(root))).toBe(35);
    expect((eta * steep).toFixed(1)).toBe("3.3");
  });
  test("the two equations of the critical line: their difference gives η, their sum then β", () => {
    for (const [mu, steep] of [
      [1, 100],
      [0.3, 4.7],
    ] as const) {
      // Each side as a form in 1, √η and √β. √β = 1 − √(ημ), and √β = √(ηL) − 1.
      const equation = (left: Vector, right: Vector): readonly Vector[] => [left, right];
      const first = equation([0, 0, 1], [1, -Math.sqrt(mu), 0]);
      const second = equation([0, 0, 1], [-1, Math.sqrt(steep), 0]);
      const combined = (sign: number): Vector => {
        const [left = [], right = []] = [0, 1].map((side) =>
          second[side]!.map((value, i) => value + sign * first[side]![i]!),
        );
        return right.map((value, i) => value - left[i]!);
      };
      const [one, rooted, none] = combined(-1) as [number, number, number];
      expect(none, "√β is gone from the difference").toBe(0);
      near([one, rooted], [-2, Math.sqrt(steep) + Math.sqrt(mu)]);
      const [zero, spread, twice] = combined(1) as [number, number, number];
      near([zero, spread, twice], [0, Math.sqrt(steep) - Math.sqrt(mu), -2]);
      const kappa = Math.sqrt(steep / mu);
      near([(-one / rooted) ** 2], [4 / (Math.sqrt(steep) + Math.sqrt(mu)) ** 2]);
      // Divided, (√(ηL) − √(ημ)) / (√(ηL) + √(ημ)) = 2√β / 2.
      near([spread / rooted], [(kappa - 1) / (kappa + 1)]);
    }
  });
  test("the bounds: 2(1 + β) for the ball, 2(1 + β)/(1 + 2β) for Nesterov", () => {
    const ends = (rule: typeof heavyBall, stiffness: number): number => {
      let state: solution.State = { x: [1], v: [0] };
      for (let t = 0; t < 2000; t++)
        state = rule(([x = 0]) => [stiffness * x], state, { learningRate: 1, momentum: 0.9 });
      return Math.abs(state.x[0]!);
    };
    for (const [rule, bound] of [
      [heavyBall, 3.8],
      [nesterov, 3.8 / 2.8],
    ] as const) {
      expect(ends(rule, bound * 0.99)).toBeLessThan(1e-3);
      expect(ends(rule, bound * 1.01)).toBeGreaterThan(1e3);
    }
  });
});
