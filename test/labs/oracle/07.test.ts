import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import * as solution from "../../../labs/07-rmsprop/key/solution.ts";
import { near } from "./near.ts";

/*
 * Lab 07's solution against PyTorch's, Keras's, optax's and TensorFlow's walks (test/oracles/*.json), and the lesson's
 * table of libraries. 07-derivations, 07-letters and lessons/07.test.ts hold the rest.
 */
const { adagrad, rmsprop, rmspropInside } = solution;
type Vector = solution.Vector;
type Rule = typeof rmsprop;

const root = path.resolve(import.meta.dirname, "../../..");
const lab = path.join(root, "labs/07-rmsprop");
const oracle = (name: string): unknown =>
  JSON.parse(readFileSync(path.join(root, `test/oracles/${name}.json`), "utf8"));

interface Values {
  readonly w: readonly Vector[];
  readonly b: Vector;
}
interface Trajectories {
  readonly runs: readonly {
    readonly name: string;
    readonly hyper: solution.Settings & { readonly initialAccumulator?: number };
    readonly params: Values;
    readonly grads: readonly Values[];
    readonly trajectory: readonly Values[];
  }[];
}
const flat = ({ w, b }: Values): Vector => [...w.flat(), ...b];

describe.each([
  ["adagrad", adagrad],
  ["rmsprop", rmsprop],
  ["rmsprop-eps-inside", rmspropInside],
] as const)("%s", (file, rule) => {
  test.each((oracle(file) as Trajectories).runs)(
    "walks as the library: $name",
    ({ hyper, params, grads, trajectory }) => {
      const x = flat(params);
      let state: solution.State = { x, v: x.map(() => hyper.initialAccumulator ?? 0) };
      grads.forEach((g, t) => {
        state = rule(() => flat(g), state, hyper);
        near(state.x, flat(trajectory[t]!));
      });
    },
  );
});

interface Libraries {
  readonly source: Readonly<Record<string, string>>;
  readonly settings: solution.Settings;
  readonly start: Vector;
  readonly gradients: readonly Vector[];
  readonly runs: readonly {
    readonly library: string;
    readonly rule: "rmsprop" | "adagrad";
    readonly epsilon: "outside" | "inside" | "none";
    readonly memory: string;
    readonly begins: Vector | null;
    readonly defaults: Readonly<Record<string, number | boolean | null>>;
    readonly path: readonly Vector[];
    readonly end: Vector;
  }[];
}
const libraries = oracle("lab-07") as Libraries;

describe("the lesson's table of libraries", () => {
  const { settings, start, gradients, runs } = libraries;
  /** Adagrad with ε inside, which no task asks for; without ε it is the same with ε = 0. */
  const adagradInside: Rule = (gradient, { x, v }, { learningRate, epsilon }) => {
    const slopes = gradient(x);
    const sums = v.map((sum, i) => sum + slopes[i]! ** 2);
    return {
      x: x.map((place, i) => place - (learningRate * slopes[i]!) / Math.sqrt(sums[i]! + epsilon)),
      v: sums,
    };
  };
  const rules = {
    rmsprop: { outside: rmsprop, inside: rmspropInside },
    adagrad: { outside: adagrad, inside: adagradInside },
  };

  test.each(runs)("$library, $rule: ε is $epsilon, and $memory begins as the table says", (run) => {
    const begins = run.library === "torch" ? [0, 0] : run.begins!;
    const rule = rules[run.rule][run.epsilon === "outside" ? "outside" : "inside"];
    const used = run.epsilon === "none" ? { ...settings, epsilon: 0 } : settings;
    let state: solution.State = { x: start, v: begins };
    gradients.forEach((slopes, t) => {
      state = rule(() => slopes, state, used);
      // Keras keeps its rate and the start of its sum in float32, and so divides with an error of 1e-8.
      near(state.x, run.path[t]!, run.library === "keras" ? 2e-7 : 1e-12);
    });
    near(state.v, run.end, run.library === "keras" ? 2e-7 : 1e-12);
  });

  test.each(["lesson.md", "lesson.zh.md"])(
    "%s: defaults, memories and versions are those recorded",
    (name) => {
      const text = readFileSync(path.join(lab, name), "utf8");
      for (const version of Object.values(libraries.source)) expect(text).toContain(version);
      const rows = text.split("\n").filter((line) => /^\| (?:PyTorch|Keras|`optax|TF 1)/.test(line));
      const recorded = runs.filter(({ defaults }) => Object.keys(defaults).length > 0);
      expect(rows).toHaveLength(recorded.length);
      recorded.forEach(({ memory, begins, defaults }, i) => {
        const cells = rows[i]!.split("|").map((cell) => cell.trim());
        const numbers = [...cells[3]!.matchAll(/\d[\de.-]*/g)].map(([number]) => Number(number));
        const { initial_accumulator_value: _, initial_scale: __, ...kept } = defaults;
        expect(new Set(numbers)).toEqual(
          new Set(Object.values(kept).filter((value) => typeof value === "number")),
        );
        expect(cells[4]).toBe(`\`${memory}\``);
        near([Number(cells[5])], [begins?.[0] ?? 0], 1e-7);
      });
    },
  );
});
