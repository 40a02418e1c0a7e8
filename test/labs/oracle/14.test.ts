import { readFileSync } from "node:fs";
import path from "node:path";
import { grad } from "@downhill/autograd";
import { softmaxCrossEntropy } from "@downhill/nn";
import { key, mul, normal, relu, sum, tanh, type Tensor, tensor } from "@downhill/tensor";
import { describe, expect, test } from "vitest";
import * as solution from "../../../labs/14-vanishing-gradients/key/solution.ts";
import { expectation } from "../../../labs/14-vanishing-gradients/provided/expectation.ts";
import { plain } from "../../../labs/14-vanishing-gradients/provided/network.ts";
import { near } from "./near.ts";

/*
 * Lab 14's solution against PyTorch, Keras and NumPy (test/oracles/lab-14.json), and the lesson's derivations at random
 * points. Its tables: 14-tables.test.ts.
 */
const {
  chainGradients,
  gainFor,
  gradientFactor,
  gradientNorms,
  he,
  initialise,
  nextVariance,
  residualBlock,
  xavier,
} = solution;

type Matrix = readonly (readonly number[])[];
interface Numbers {
  readonly w: Matrix;
  readonly b: readonly number[];
}
interface Oracle {
  readonly deviations: readonly {
    readonly shape: readonly [number, number];
    readonly gain: number;
    readonly xavier: Readonly<Record<"torch" | "keras", number>>;
    readonly he: Readonly<Record<"torch" | "keras", number>>;
  }[];
  readonly defaults: Readonly<Record<"torch" | "torch biases" | "keras", number>> & {
    readonly calculate_gain: Readonly<Record<string, number>>;
  };
  readonly chains: readonly {
    readonly weights: readonly number[];
    readonly x: number;
    readonly slopes: readonly number[];
  }[];
  readonly networks: readonly {
    readonly f: "relu" | "tanh";
    readonly layers: readonly Numbers[];
    readonly x: Matrix;
    readonly classes: readonly number[];
    readonly norms: readonly solution.Norms[];
  }[];
  readonly residual: Numbers & {
    readonly x: Matrix;
    readonly scale: number;
    readonly y: Matrix;
    readonly at: Matrix;
    readonly gradients: readonly [w: Matrix, b: readonly number[], x: Matrix];
  };
  readonly integrals: readonly {
    readonly f: "tanh" | "sigmoid";
    readonly gain: number;
    readonly q: number;
    readonly next: number;
    readonly factor: number;
    readonly gainFor: number;
  }[];
}
const file = path.resolve(import.meta.dirname, "../../oracles/lab-14.json");
const oracle = JSON.parse(readFileSync(file, "utf8")) as Oracle;

const numbers = async (of: Tensor): Promise<readonly number[]> => [...(await of.data())];
const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
const curves = {
  tanh: [Math.tanh, (z: number) => 1 - Math.tanh(z) ** 2],
  sigmoid: [sigmoid, (z: number) => sigmoid(z) * (1 - sigmoid(z))],
} as const;

test.each(oracle.chains)(
  "chainGradients: torch.autograd on $weights.length weights",
  ({ weights, x, slopes }) => {
    near(chainGradients(weights, x), slopes);
  },
);

test.each(oracle.networks)(
  "gradientNorms: PyTorch's norms in a network of $f",
  async ({ f, layers, x, classes, norms }) => {
    const loss = (at: readonly solution.Layer[]): Tensor =>
      softmaxCrossEntropy(
        plain(at, tensor(x), f === "relu" ? relu : tanh),
        tensor(classes, { dtype: "int32" }),
      );
    const found = await gradientNorms(
      loss,
      layers.map(({ w, b }) => ({ w: tensor(w), b: tensor(b) })),
    );
    near(
      found.flatMap(({ w, b }) => [w, b]),
      norms.flatMap(({ w, b }) => [w, b]),
      1e-9,
    );
  },
);

test.each(oracle.integrals)("$f, gain $gain, q $q: Gauss-Hermite quadrature", (row) => {
  const [f, slope] = curves[row.f];
  near(
    [nextVariance(f, row.gain, row.q), gradientFactor(slope, row.gain, row.q), gainFor(f)],
    [row.next, row.factor, row.gainFor],
    1e-7,
  );
});

test.each(oracle.deviations)(
  "$shape, gain $gain: the deviations of torch.nn.init and keras.initializers",
  async (row) => {
    const unit = (await numbers(normal(key(4), row.shape))).slice(0, 60);
    for (const [name, fill] of [
      ["xavier", xavier],
      ["he", he],
    ] as const) {
      const found = (await numbers(fill(key(4), row.shape, row.gain))).slice(0, 60);
      const deviation = found[0]! / unit[0]!;
      near(
        found,
        unit.map((each) => each * deviation),
        1e-9,
      );
      near([deviation, deviation], [row[name].torch, row[name].keras], 1e-6);
    }
  },
);

test("the gains of the libraries' default layers", () => {
  near([oracle.defaults.torch, oracle.defaults["torch biases"]], [1 / Math.sqrt(3), 1 / Math.sqrt(3)], 0.05);
  near([oracle.defaults.torch], [1 / Math.sqrt(3)], 1e-5);
  near([oracle.defaults.keras], [1], 1e-5);
  near(
    [oracle.defaults.calculate_gain["tanh"]!, oracle.defaults.calculate_gain["relu"]!],
    [5 / 3, Math.SQRT2],
  );
  expect(gainFor(Math.tanh).toFixed(2)).toBe("1.59");
  // Twenty of PyTorch's layers, each before a rectifier: a sixth of the square each.
  const factor = nextVariance((z) => Math.max(z, 0), 1 / Math.sqrt(3), 1);
  near([factor], [1 / 6], 1e-9);
  expect((factor ** 10).toExponential(1)).toBe("1.7e-8");
});

test("residualBlock and its gradients are PyTorch's", async () => {
  const { w, b, x, scale, y, at, gradients } = oracle.residual;
  const given = { layer: { w: tensor(w), b: tensor(b) }, x: tensor(x) };
  near(await numbers(residualBlock(given.layer, given.x, scale)), y.flat());
  const found = grad((p: typeof given) => sum(mul(residualBlock(p.layer, p.x, scale), tensor(at))))(given);
  near(await numbers(found.layer.w), gradients[0].flat());
  near(await numbers(found.layer.b), gradients[1]);
  near(await numbers(found.x), gradients[2].flat());
});

test("initialise gives each layer its own numbers, and zeros for biases", async () => {
  const layers = initialise(key(2), [6, 6, 6, 2], (own, shape) => he(own, shape, 1));
  const [first, second] = [await numbers(layers[0]!.w), await numbers(layers[1]!.w)];
  expect(first).not.toEqual(second);
  expect(layers.map(({ w, b }) => [w.shape, b.shape])).toEqual([
    [[6, 6], [6]],
    [[6, 6], [6]],
    [[6, 2], [2]],
  ]);
  for (const { b } of layers) expect(await numbers(b)).toEqual(Array.from({ length: b.size }, () => 0));
});

describe("the derivations", () => {
  test("equal weights: a power", () => {
    near(
      chainGradients([0.7, 0.7, 0.7, 0.7, 0.7], 3),
      Array.from({ length: 5 }, () => 3 * 0.7 ** 4),
    );
  });
  test("both forms of a norm", () => {
    const v = [0.3, -1.7, 2.9, 0.01];
    const m = Math.max(...v.map(Math.abs));
    near([Math.hypot(...v)], [m * Math.sqrt(v.reduce((total, each) => total + (each / m) ** 2, 0))]);
  });
  test("E[z²] = nσ²E[a²]: over all signs of the weights, the products of two different ones cancel", () => {
    const [a, size] = [[0.4, -1.3, 2.2, 0.9], 0.6];
    let total = 0;
    for (let bits = 0; bits < 16; bits++)
      total += a.reduce((z, each, i) => z + each * size * ((bits >> i) % 2 === 0 ? 1 : -1), 0) ** 2 / 16;
    const square = a.reduce((sum, each) => sum + each * each, 0) / 4;
    near([total, total], [4 * size ** 2 * square, (size * Math.sqrt(4)) ** 2 * square]);
  });
  test("a rectifier keeps half of the square, forward and back, for any variance", () => {
    for (const q of [0.3, 1, 17]) {
      near([expectation((z) => Math.max(0, Math.sqrt(q) * z) ** 2)], [q / 2]);
      near([expectation((z) => (Math.sqrt(q) * z > 0 ? 1 : 0) ** 2)], [1 / 2]);
    }
    near([nextVariance((z) => Math.max(0, z), Math.SQRT2, 3)], [3]);
    near([Math.sqrt(2 / 32)], [0.25]);
    expect(Math.sqrt(((0.1 ** 2 * 32) / 2) ** 19).toExponential(0)).toBe("3e-8");
  });
  test("the slope of a weight has lost its layer", () => {
    const [c, L] = [0.37, 9];
    for (let l = 1; l <= L; l++) near([c ** (l - 1) * c ** (L - l)], [c ** (L - 1)]);
  });
  test("the fans cancel between neighbours", () => {
    const n = [784, 32, 50, 7, 10];
    near([n.slice(1).reduce((product, each, l) => product * (each / n[l]!), 1)], [n.at(-1)! / n[0]!]);
  });
  test("Keras's uniform bound has Xavier's deviation", () => {
    near([Math.sqrt(6 / (30 + 50)) / Math.sqrt(3)], [Math.sqrt(2 / (30 + 50))]);
  });
  test("a block's slope is 1 + s·F′, and variances of uncorrelated numbers add up", async () => {
    const [w, x, s] = [1.7, 0.8, 0.3];
    const layer = { w: tensor([[w]]), b: tensor([0.2]) };
    const slope = grad((at: Tensor) => sum(residualBlock(layer, at, s)))(tensor([[x]]));
    near(await numbers(slope), [1 + s * w]);
    // Over both signs of the weights, with a quarter of the square in the branch: q + s²·(g²/2)·q.
    const [q, gain] = [2.5, 1.3];
    const f = Math.sqrt((gain ** 2 / 2) * q);
    near(
      [((Math.sqrt(q) + s * f) ** 2 + (Math.sqrt(q) - s * f) ** 2) / 2],
      [q + s ** 2 * (gain ** 2 / 2) * q],
    );
    near([q + s ** 2 * (2 / 2) * q], [(1 + s ** 2) * q]);
    for (const L of [1, 5, 20, 1000]) expect((1 + 1 / L) ** L).toBeLessThan(Math.E);
  });
});
