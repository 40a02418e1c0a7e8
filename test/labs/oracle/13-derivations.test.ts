import { readFileSync } from "node:fs";
import path from "node:path";
import { valueAndGrad } from "@downhill/autograd";
import { mobyDick } from "@downhill/data";
import { softmaxCrossEntropy } from "@downhill/nn";
import {
  add,
  gather,
  matmul,
  reference,
  reshape,
  stack,
  tanh,
  tensor,
  type Tensor,
  useBackend,
} from "@downhill/tensor";
import { describe, expect, test } from "vitest";
import { slopeOf, walk } from "../../../labs/13-clipping/opening.ts";
import {
  clipByNorm,
  clipByValue,
  clipFirst,
  norm,
  type Rule,
} from "../../../labs/13-clipping/key/solution.ts";
import { cliff } from "../../../labs/13-clipping/provided/cliff.ts";
import { network, next, read, rest } from "../../../labs/13-clipping/provided/recurrent.ts";
import { train } from "../../../labs/13-clipping/provided/training.ts";
import { mapTree, numbersOf, type Vector } from "../../../labs/13-clipping/provided/tree.ts";
import { near } from "./near.ts";

/* Lab 13's two networks against the course's autograd, and the steps of its lesson at random points. */

const logistic = (z: number): number => 1 / (1 + Math.exp(-z));
const vectors: readonly Vector[] = [
  [0.3, -2.1, 1.4],
  [5, 0.01, -0.02, 0.3, 1e-3],
  [-1, -1, -1, -1],
];

describe("the networks", () => {
  test("the cliff's slopes are autograd's, along a walk over it and on its edge", async () => {
    using _ = useBackend(reference);
    for (const { w, b } of (await walk(0.5)).filter((__, t) => t % 20 === 0)) {
      const [ours, right] = [cliff(w, b), await slopeOf(w, b)];
      near([ours.loss, ...ours.gradient], [right.loss, ...right.gradient], 1e-9);
    }
  });
  test("the reader's gradient is autograd's", async () => {
    using _ = useBackend(reference);
    const [net, text] = [await network(5), [3, 1, 20, 0, 3, 1, 18]];
    const float64 = { dtype: "float64" } as const;
    const params = {
      input: tensor(net.input, float64),
      recurrent: tensor(net.recurrent, float64),
      bias: tensor(net.bias, float64),
      output: tensor(net.output, float64),
      outputBias: tensor(net.outputBias, float64),
    };
    const loss = ({ input, recurrent, bias, output, outputBias }: typeof params): Tensor => {
      let h: Tensor = tensor([rest()], float64);
      const scores: [Tensor, ...Tensor[]] = [matmul(h, output)];
      for (const letter of text.slice(0, -1)) {
        h = tanh(add(add(gather(input, tensor([letter], { dtype: "int32" })), matmul(h, recurrent)), bias));
        scores.push(add(matmul(h, output), outputBias));
      }
      const labels = tensor(text.slice(1), { dtype: "int32" });
      return softmaxCrossEntropy(
        reshape(stack(...(scores.slice(1) as [Tensor, ...Tensor[]])), [labels.shape[0]!, 27]),
        labels,
      );
    };
    const [value, gradient] = valueAndGrad(loss)(params);
    const ours = read(net, text);
    near([ours.loss], [await value.item()], 1e-9);
    for (const name of Object.keys(params) as (keyof typeof params)[])
      near(numbersOf(ours.gradient[name]), Array.from(await gradient[name].data()), 1e-9);
  });
  test("without clipping the units saturate, as the lesson says; letter frequencies cost 2.84 nats", async () => {
    const { text } = await mobyDick();
    const from = text.indexOf("Call me Ishmael.");
    const story = text
      .slice(from, from + 40_000)
      .toLowerCase()
      .replaceAll(/[^a-z]+/g, " ")
      .slice(0, 25_001);
    const counts = new Map<string, number>();
    for (const letter of story) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    let entropy = 0;
    for (const count of counts.values()) entropy -= (count / 25_001) * Math.log(count / 25_001);
    expect(entropy.toFixed(2)).toBe("2.84");
    const descent: Rule<null> = (gradient, state) => ({ update: mapTree((g) => -g, gradient), state });
    const slope = async (rule: Rule<null>): Promise<number> => {
      const { net } = await train(rule, null);
      let [unit, sum] = [rest(), 0];
      for (const letter of story.slice(0, 2000)) {
        unit = next(net, " abcdefghijklmnopqrstuvwxyz".indexOf(letter), unit).state;
        sum += unit.reduce((total, h) => total + 1 - h * h, 0) / unit.length / 2000;
      }
      return sum;
    };
    expect((await slope(descent)).toFixed(3)).toBe("0.006");
    expect((await slope(clipFirst(descent, 1))).toFixed(2)).toBe("0.38");
  });
  test("none of the first sixty steps is longer than 0.3", async () => {
    using _ = useBackend(reference);
    expect(Math.max(...(await walk(Infinity)).slice(0, 60).map(({ slope }) => slope))).toBeLessThan(0.3);
  });
});

describe("the derivations", () => {
  test("the product of slopes", () => {
    const [w, b, by] = [4.05, -2.02, 1e-6];
    const end = (start: number): { h: number; product: number } => {
      let [h, product] = [start, 1];
      for (let t = 0; t < 50; t++) {
        h = logistic(w * h + b);
        product *= w * h * (1 - h);
      }
      return { h, product };
    };
    near([(end(0.5 + by).h - end(0.5 - by).h) / (2 * by)], [end(0.5).product], 1e-6);
    expect((0.5 ** 50).toExponential(0)).toBe("9e-16");
    expect((1.5 ** 50).toExponential(0)).toBe("6e+8");
    // On the edge at w = 6, b = -3, a change of 1e-8 in b decides.
    expect(cliff(6, -3 + 1e-8).loss).toBeLessThan(0.1);
    expect(cliff(6, -3 - 1e-8).loss).toBeGreaterThan(0.3);
  });
  test("the angle to the signs, and its bound", () => {
    for (const g of vectors) {
      const signs = clipByValue(g, 1e-6).map(Math.sign);
      const cosine = g.reduce((sum, each, i) => sum + each * signs[i]!, 0) / (norm(g) * norm(signs));
      const sizes = g.reduce((sum, each) => sum + Math.abs(each), 0);
      near([cosine], [sizes / (Math.sqrt(g.length) * norm(g))]);
      expect(cosine).toBeGreaterThan(1 / Math.sqrt(g.length));
    }
    expect(((Math.acos(1e-3) * 180) / Math.PI).toFixed(2)).toBe("89.94");
  });
  test("nothing within the limit is closer than the clipped gradient", () => {
    for (const g of vectors) {
      const c = norm(g) / 3;
      const apart = (u: Vector): number => norm(g.map((each, i) => each - u[i]!));
      near([apart(clipByNorm(g, c))], [norm(g) - c]);
      for (let i = 0; i < 50; i++) {
        const u = clipByNorm(
          g.map((each, k) => each + 3 * Math.sin(7 * i + 5 * k)),
          c * ((i % 5) / 4),
        );
        expect(apart(u)).toBeGreaterThanOrEqual(norm(g) - norm(u) - 1e-12);
        expect(norm(g) - norm(u)).toBeGreaterThanOrEqual(norm(g) - c - 1e-12);
      }
    }
  });
  test("the norm of the norms of the parts", () => {
    near([norm(vectors.flat())], [norm(vectors.map(norm))]);
  });
  test("clipping as a rate for each place, and the curvature of cosh", () => {
    for (const x of [-4, -0.3, 0, 0.8, 2, 6]) {
      const [slope, curvature] = [Math.sinh(x), Math.cosh(x)];
      near([curvature], [Math.sqrt(1 + slope ** 2)]);
      expect(curvature).toBeLessThanOrEqual(1 + Math.abs(slope));
      expect(1 / Math.max(Math.abs(slope), 1)).toBeLessThanOrEqual(2 / curvature);
      if (slope !== 0)
        near(
          [(0.2 * slope * 3) / Math.max(Math.abs(slope), 3)],
          [Math.min(0.2, (0.2 * 3) / Math.abs(slope)) * slope],
        );
    }
  });
  test.each(["lesson.md", "lesson.zh.md"])("%s quotes the chapter as it is", (name) => {
    const lab = path.resolve(import.meta.dirname, "../../../labs/13-clipping");
    const text = readFileSync(path.join(lab, name), "utf8");
    for (const words of ["它可以帮助我们避免梯度爆炸和梯度消失的问题", "过大或过小", "阈值"])
      expect(text).toContain(words);
  });
});
