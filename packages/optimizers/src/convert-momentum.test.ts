import { cosine, type Hyper } from "@downhill/schedules";
import { tensor, type Tensor } from "@downhill/tensor";
import fc from "fast-check";
import { expect, test } from "vitest";
import { convertMomentum, momentaCoincide, type MomentumConvention } from "./convert-momentum.ts";
import { apply } from "./apply.ts";
import type { Transform } from "./optimizer.ts";
import { momentum, momentumClassical, momentumMean } from "./rules.ts";

const make = { momentum, momentumClassical, momentumMean };
const conventions = Object.keys(make) as MomentumConvention[];
const pairs = conventions.flatMap((from) => conventions.map((to) => [from, to] as const));
const gradients = Array.from({ length: 20 }, (_, t) => Math.sin(3 * t) * 2);

async function path(convention: MomentumConvention, settings: { learningRate: Hyper; momentum: number }) {
  const optimizer = make[convention](settings) as Transform<unknown>;
  let x = tensor(1);
  let state = optimizer.init(x);
  const values: number[] = [];
  for (const [step, g] of gradients.entries()) {
    const [update, next] = optimizer.update(tensor(g), state, x, step);
    [x, state] = [apply<Tensor>(x, update), next];
    values.push(await x.item());
  }
  return values;
}
const apart = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));
const falling = cosine(0.1, 20);

test.each(pairs)("%s and %s take the same path once converted, at a constant rate", async (from, to) => {
  const settings = { learningRate: 0.1, momentum: 0.9 };
  const converted = convertMomentum(settings, from, to);
  // float64; the factor 1 − β is rounded once.
  expect(apart(await path(from, settings), await path(to, converted))).toBeLessThan(1e-13);
});

test("with a schedule the classical convention diverges from the others, whatever its rate", async () => {
  const [plain, mean, classical] = await Promise.all([
    path("momentum", { learningRate: falling, momentum: 0.9 }),
    path(
      "momentumMean",
      convertMomentum({ learningRate: falling, momentum: 0.9 }, "momentum", "momentumMean"),
    ),
    path("momentumClassical", { learningRate: falling, momentum: 0.9 }),
  ]);
  expect(apart(plain, mean)).toBeLessThan(1e-13);
  expect(apart(plain, classical)).toBeGreaterThan(1e-3);
});

test.each(pairs)("%s and %s: conversions that cannot coincide are refused", (from, to) => {
  expect(momentaCoincide(0.1, from, to)).toBe(true);
  const convert = () => convertMomentum({ learningRate: falling, momentum: 0.9 }, from, to);
  if (momentaCoincide(falling, from, to)) expect(convert().momentum).toBe(0.9);
  else
    expect(convert).toThrow(
      `convertMomentum: ${from} and ${to} take different paths when the rate is a schedule`,
    );
});

test("converting there and back gives the original settings", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-6, max: 10, noNaN: true }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      fc.constantFrom(...pairs),
      (learningRate, beta, [from, to]) => {
        const back = convertMomentum(convertMomentum({ learningRate, momentum: beta }, from, to), to, from);
        expect(back.momentum).toBe(beta);
        // one multiplication and one division
        expect(Math.abs((back.learningRate as number) / learningRate - 1)).toBeLessThan(1e-15);
      },
    ),
  );
});

test("refuses settings outside their range", () => {
  expect(() => convertMomentum({ learningRate: 0.1, momentum: 1 }, "momentum", "momentumMean")).toThrow(
    "convertMomentum: momentum is 1; it must be at least 0 and less than 1",
  );
  expect(() => convertMomentum({ learningRate: 0, momentum: 0.9 }, "momentum", "momentumMean")).toThrow(
    "convertMomentum: learningRate is 0",
  );
});
