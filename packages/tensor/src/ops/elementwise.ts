import { op, type Op } from "../op.ts";
import type { At } from "../op-def.ts";
import { run } from "../run.ts";
import { isFloat } from "../dtype.ts";
import { type Key, split, uniform } from "../random.ts";
import { broadcastShapes } from "../shape.ts";
import type { Taking } from "../taking.ts";
import type { Tensor } from "../tensor.ts";
import { sumTo } from "./broadcast-to.ts";

type Unary =
  "neg" | "exp" | "log" | "log1p" | "sqrt" | "sin" | "cos" | "tanh" | "relu" | "abs" | "sign" | "erf";
type Arithmetic = "add" | "sub" | "mul" | "div" | "pow" | "maximum" | "minimum";
type Comparison = "equal" | "notEqual" | "greater" | "greaterEqual" | "less" | "lessEqual";

/** Operations that give whole results for whole numbers. */
const numbers: readonly (Unary | Arithmetic)[] = ["neg", "relu", "abs", "sign", "add", "sub", "mul", "pow"];
/** Operations that return one of their operands. */
const values: readonly (Unary | Arithmetic)[] = ["maximum", "minimum"];

const takes = (name: Unary | Arithmetic): Taking =>
  numbers.includes(name) ? "number" : values.includes(name) ? "value" : "float";

/** An elementwise operation: its kernel, its cotangent, and the interval it is tested on. */
export function unary(
  name: Unary,
  tex: string,
  vjp: ((ct: Tensor, at: At<["x"]>) => Tensor) | null,
  [low, high]: readonly [number, number],
): Op<["x"]> {
  return op({
    name,
    inputs: ["x"],
    takes: takes(name),
    tex,
    shape: ([x]) => x,
    forward: ({ x }) => run(name, [x], {}),
    vjp: { x: vjp },
    domain: (key) => [[uniform(key, [2, 3], low, high)], [uniform(key, [], low, high)]],
  });
}

/**
 * An operation on two broadcast operands. The rules give the cotangents in the broadcast shape; summing them back to
 * each operand's own shape is the same for all.
 */
export function binary(
  name: Arithmetic,
  tex: string,
  vjp: { readonly [K in "a" | "b"]: (ct: Tensor, at: At<["a", "b"]>) => Tensor },
  [low, high]: readonly [number, number] = [-2, 2],
  ofWhole?: (a: Tensor, b: Tensor) => Tensor,
): Op<["a", "b"]> {
  return op({
    name,
    inputs: ["a", "b"],
    takes: takes(name),
    tex,
    shape: ([a, b]) => broadcastShapes(name, a, b),
    forward: ({ a, b }) =>
      ofWhole === undefined || isFloat(a.dtype) ? run(name, [a, b], {}) : ofWhole(a, b),
    vjp: {
      a: (ct, at) => sumTo(vjp.a(ct, at), at.a.shape),
      b: (ct, at) => sumTo(vjp.b(ct, at), at.b.shape),
    },
    domain: (key) => pairs(key, low, high),
  });
}

/** An operation that is true or false for each pair of elements; no gradient flows through it. */
export function comparison(name: Comparison, tex: string): Op<["a", "b"]> {
  return op({
    name,
    inputs: ["a", "b"],
    takes: "value",
    gives: "bool",
    tex,
    shape: ([a, b]) => broadcastShapes(name, a, b),
    forward: ({ a, b }) => run(name, [a, b], {}),
    vjp: { a: null, b: null },
    domain: (key) => pairs(key, -2, 2),
  });
}

const pairs = (from: Key, low: number, high: number): [Tensor, Tensor][] => {
  const [k0, k1] = split(from);
  const shapes = [
    [
      [2, 3],
      [2, 3],
    ],
    [[2, 1], [3]],
    [[], [4]],
  ] as const;
  return shapes.map(([a, b]) => [uniform(k0, a, low, high), uniform(k1, b, low, high)]);
};
