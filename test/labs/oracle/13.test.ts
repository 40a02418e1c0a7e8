import { readFileSync } from "node:fs";
import path from "node:path";
import { clipByGlobalNorm as packaged } from "@downhill/optimizers";
import { tensor } from "@downhill/tensor";
import { describe, expect, test } from "vitest";
import * as solution from "../../../labs/13-clipping/key/solution.ts";
import { numbersOf, type Tree, type Vector } from "../../../labs/13-clipping/provided/tree.ts";
import { near } from "./near.ts";

/*
 * Lab 13's solution against PyTorch, optax and TensorFlow (test/oracles/lab-13.json), and its executable formulas.
 * Its derivations and the networks: 13-derivations.test.ts; its tables and programs: lessons/13.test.ts.
 */
const { clipByGlobalNorm, clipByNorm, clipByValue, clipFirst, norm, skipNonFinite } = solution;

const root = path.resolve(import.meta.dirname, "../../..");
type Written = number | "nan" | "inf";
interface Answer {
  readonly norm: Written;
  readonly byValue: Written[][];
  readonly byNorm: Written[][];
}
interface Case extends Readonly<Record<Library, Answer>> {
  readonly name: string;
  readonly gradient: Written[][];
  readonly limit: number;
}
const libraries = ["torch", "optax", "tensorflow"] as const;
type Library = (typeof libraries)[number];
const recorded = JSON.parse(readFileSync(path.join(root, "test/oracles/lab-13.json"), "utf8")) as {
  readonly source: Readonly<Record<Library, string>>;
  readonly cases: readonly Case[];
};

const number = (value: Written): number => (value === "nan" ? NaN : value === "inf" ? Infinity : value);
const numbers = (tree: Written[][]): Vector[] => tree.map((part) => part.map(number));
const alike = (ours: Tree, theirs: Written[][], relative: number): void => {
  const right = numbers(theirs).flat();
  expect(numbersOf(ours)).toHaveLength(right.length);
  numbersOf(ours).forEach((value, i) => {
    if (Number.isFinite(right[i]!)) near([value], [right[i]!], relative);
    else expect(value).toBe(right[i]);
  });
};

/** Where we differ on purpose: the lesson's table has these lines, and says why. */
const differs: Readonly<Record<string, readonly Library[]>> = {
  huge: ["torch", "optax", "tensorflow"],
  infinite: ["torch", "optax"],
};

describe.each(libraries)("%s", (library) => {
  test.each(recorded.cases)("$name: the norm, by value and by norm", (one) => {
    const [gradient, answer] = [numbers(one.gradient), one[library]];
    alike(
      gradient.map((part) => clipByValue(part, one.limit)),
      answer.byValue,
      0,
    );
    const clipped = clipByGlobalNorm(gradient, one.limit);
    if (differs[one.name]?.includes(library) === true) {
      expect(numbersOf(clipped)).not.toEqual(numbers(answer.byNorm).flat());
      return;
    }
    // PyTorch divides by the norm plus a millionth.
    alike(clipped, answer.byNorm, library === "torch" ? 1.1e-6 : 1e-12);
    if (one.name !== "tiny") alike([[norm(gradient.flat())]], [[answer.norm]], 1e-12);
    else expect(answer.norm).toBe(0);
  });
});

test.each(["lesson.md", "lesson.zh.md"])("%s: the table of libraries is what they answered", (name) => {
  const text = readFileSync(path.join(root, "labs/13-clipping", name), "utf8");
  for (const version of Object.values(recorded.source)) expect(text).toContain(version);
  const rows = text.split("\n").filter((line) => /^\| \((?:∞|NaN|3)/.test(line));
  const shown = (values: Vector): string =>
    `(${values.map((value) => String(Number(value.toPrecision(8))).replace("-", "−")).join(", ")})`;
  for (const [i, of] of ["infinite", "NaN", "huge", "at the limit"].entries()) {
    const one = recorded.cases.find((each) => each.name === of)!;
    const cells = rows[i]!.split("|").map((cell) => cell.trim());
    const ours = numbersOf(clipByGlobalNorm(numbers(one.gradient), one.limit));
    expect(cells.slice(2, 6)).toEqual([
      ...libraries.map((library) => shown(numbers(one[library].byNorm).flat())),
      shown(ours),
    ]);
  }
});

describe("the formulas", () => {
  const g = [0.7, -1.9, 0.2, 2.4, -0.05];
  const c = 1.3;
  const length = Math.sqrt(g.reduce((sum, each) => sum + each ** 2, 0));
  test("by value, norm, by norm", () => {
    near(
      clipByValue(g, c),
      g.map((each) => Math.max(-c, Math.min(each, c))),
    );
    const m = Math.max(...g.map(Math.abs));
    near([norm(g)], [m * Math.sqrt(g.reduce((sum, each) => sum + (each / m) ** 2, 0))]);
    near([norm(g)], [length]);
    near(
      clipByNorm(g, c),
      g.map((each) => (each * c) / Math.max(length, c)),
    );
  });
  test("the global norm: the parts of a tree by one factor, as the package", async () => {
    const tree = { w: g.slice(0, 2), b: g.slice(2) };
    const ours = numbersOf(clipByGlobalNorm(tree, c));
    near(
      ours,
      g.map((each) => (each * c) / Math.max(length, c)),
    );
    const tensors = { w: tensor(tree.w, { dtype: "float64" }), b: tensor(tree.b, { dtype: "float64" }) };
    const [{ w, b }] = packaged(c).update(tensors, {}, tensors, 0);
    near(ours, [...(await w.data()), ...(await b.data())]);
  });
  test("before the rule, and not where a slope is not finite", () => {
    const rule: solution.Rule<number> = (gradient, state) => ({ update: gradient, state: state + 1 });
    const clipped = clipFirst(rule, c);
    expect(clipped(g, 3)).toEqual(rule(clipByGlobalNorm(g, c), 3));
    const skipping = skipNonFinite(clipped, 1);
    expect(skipping(g, { state: 3, skipped: 1 })).toEqual({
      ...clipped(g, 3),
      state: { state: 4, skipped: 0 },
    });
    for (const broken of [NaN, Infinity, -Infinity])
      expect(skipping([1, broken], { state: 3, skipped: 0 })).toEqual({
        update: [0, 0],
        state: { state: 3, skipped: 1 },
      });
    expect(() => skipping([NaN], { state: 3, skipped: 1 })).toThrow(RangeError);
  });
});
