import {
  coordinateAxis,
  type Draw,
  kept,
  rounding,
  short,
  stepAxis,
  type Text,
  type Tolerance,
} from "@downhill/grader/questions";
import { numbers, tensors } from "@downhill/optimizers";
import { reference, scope, square, tensor, type Tensor, useBackend } from "@downhill/tensor";
import type * as solution from "../key/solution.ts";
import { fieldsOf, read } from "./read.ts";

export type Module = typeof solution;

/** A function that is written in an algebra, as a question calls it: what it returns is inspected, never trusted. */
type Written = (algebra: object, at: object) => unknown;
type Names = "moments" | "corrected" | "adam" | "adamw";
const written = (module: Module, name: Names): Written => module[name] as Written;

/** Arguments as a learner could type them. */
export const called = (at: object): string =>
  Object.entries(at)
    .map(([name, value]) => `${name}: ${value}`)
    .join(", ");

/** Relative to each number alone, since gradients of 1e-9 have squares of 1e-18. */
export const relative: Tolerance = { ...rounding, absolute: 0 };

/** A walk: its settings, and the gradients that come, by step and coordinate. */
interface Run {
  readonly name: Text;
  readonly settings: Readonly<Record<string, number>>;
  readonly gradients: (draw: Draw) => number[][];
  readonly holds?: readonly ["NaN"];
}

const brief = (value: number): number => Number(value.toPrecision(4));

/** The third coordinate's gradient is always zero; at steps 10 to 12 all of them are. */
const drawn = (draw: Draw, size: (coordinate: number) => number): number[][] =>
  draw.list(14, (t) =>
    draw.list(4, (i) => (i === 2 || (t >= 10 && t < 13) ? 0 : brief(size(i) * draw.normal()))),
  );

const runs: readonly Run[] = [
  {
    name: { en: "gradients near 1", zh: "梯度在 1 上下" },
    settings: { learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 0.1, weightDecay: 0.1 },
    gradients: (draw) => drawn(draw, () => 1),
  },
  {
    name: { en: "gradients from 0.01 to 10", zh: "梯度从 0.01 到 10" },
    settings: { learningRate: 0.003, beta1: 0.8, beta2: 0.95, epsilon: 1e-8, weightDecay: 0.5 },
    gradients: (draw) => drawn(draw, (i) => 10 ** (i - 2)),
  },
  {
    name: { en: "first gradient zero", zh: "第一个梯度为零" },
    settings: { learningRate: 0.05, beta1: 0.5, beta2: 0.9, epsilon: 0.01, weightDecay: 0 },
    gradients: (draw) => [[0, 0, 0, 0], ...drawn(draw, () => 0.1)],
  },
  {
    name: { en: "gradients near 1e-9", zh: "梯度在 1e-9 上下" },
    settings: { learningRate: 0.001, beta1: 0.99, beta2: 0.7, epsilon: 1e-10, weightDecay: 1 },
    gradients: (draw) => drawn(draw, () => 1e-9),
  },
  {
    name: { en: "gradients near 1e20, nothing remembered", zh: "梯度在 1e20 上下，不记得过去的梯度" },
    settings: { learningRate: 2, beta1: 0, beta2: 0, epsilon: 1e-3, weightDecay: 0.01 },
    gradients: (draw) => drawn(draw, () => 1e20),
  },
  {
    name: { en: "a gradient of NaN at step 3", zh: "第 3 步的一个梯度为 NaN" },
    settings: { learningRate: 0.1, beta1: 0.9, beta2: 0.99, epsilon: 0.1, weightDecay: 0.1 },
    gradients: (draw) => drawn(draw, () => 1).with(3, [NaN, 1, 0, -1]),
    holds: ["NaN"],
  },
];

/**
 * Walks all coordinates through a run, one after another in each step, and returns the answers as they come, each under
 * what was drawn for it.
 */
function walk(rule: Written, { settings, gradients }: Run, draw: Draw): unknown[] {
  const point = draw.list(4, () => short(draw, -3, 3));
  const starts = [...point];
  const moments = point.map((): Record<string, unknown> => ({ m: 0, v: 0 }));
  return gradients(draw).map((gradient, t) => {
    const answers = gradient.map((g, i) => {
      const { m, v } = moments[i]!;
      const answer = rule({ ...numbers }, { ...settings, p: point[i], g, t: t + 1, m, v });
      moments[i] = fieldsOf(answer, ["m", "v"]);
      point[i] = point[i]! + Number(fieldsOf(answer, ["update"])["update"]);
      const drawn = t === 0 ? { g, p: starts[i] } : { g };
      return [`coordinate ${i}, ${called(drawn)}`, answer];
    });
    return Object.fromEntries(answers) as unknown;
  });
}

/** One question for each run: what a rule answers along it. `shown` lists the settings that its title names. */
export const walks = (name: Names, shown: readonly string[]) =>
  runs.map((run) => {
    const settings = shown.map((each) => `${each} ${run.settings[each]}`).join(", ");
    return {
      what: { en: `${name}, ${run.name.en}; ${settings}`, zh: `${name}，${run.name.zh}；${settings}` },
      ask: (module: Module, draw: Draw) => walk(written(module, name), run, draw),
      axes: [stepAxis],
      within: relative,
      ...(run.holds === undefined ? {} : { holds: run.holds }),
    };
  });

/** A value that is neither number nor tensor, such as `programOf` computes with: only its algebra can use it. */
class Value {
  readonly number: number;
  constructor(number: number) {
    this.number = number;
  }
  [Symbol.toPrimitive](): never {
    throw Object.assign(new TypeError("this value is not a number: write sub(1, beta1), not 1 - beta1"), {
      zh: "这个值不是数：请写 sub(1, beta1)，不要写 1 - beta1",
    });
  }
}

const numberOf = (operand: unknown): unknown => (operand instanceof Value ? operand.number : operand);
/** The algebra of these values, made for one call: it computes as `numbers` does. */
const values = (): object =>
  Object.fromEntries(
    Object.entries(numbers).map(([name, of]) => [
      name,
      (...operands: unknown[]) => new Value((of as (...all: unknown[]) => number)(...operands.map(numberOf))),
    ]),
  );

/** A matrix, a vector, a scalar. */
const shapes: readonly (readonly number[])[] = [[2, 3], [3], []];

/** What each of the functions reads. */
const state = ["m", "v", "beta1", "beta2"];
const reads: Readonly<Record<Names, readonly string[]>> = {
  moments: ["g", ...state],
  corrected: ["t", ...state],
  adam: ["p", "g", "t", ...state, "learningRate", "epsilon"],
  adamw: ["p", "g", "t", ...state, "learningRate", "epsilon", "weightDecay"],
};

/** What a function reads, in numbers, with some of them set. */
function inputs(name: Names, draw: Draw, set: Readonly<Record<string, number>> = {}): Record<string, number> {
  const drawn: Readonly<Record<string, number>> = {
    ...{ p: short(draw, -3, 3), g: short(draw, -3, 3), m: short(draw, -3, 3), v: short(draw, 1, 4) },
    ...{ t: draw.integer(2, 9), learningRate: 0.1, beta1: 0.9, beta2: 0.99, epsilon: 0.01, weightDecay: 0.2 },
    ...set,
  };
  return Object.fromEntries(reads[name].map((each) => [each, drawn[each]!]));
}

/** The requirements for every function written in an algebra, whatever it computes; `parts` lists what it answers. */
export const uses = (name: Names, parts: readonly string[]) => [
  {
    what: {
      en: `${name} called four times, the last time as the first; its arguments afterwards`,
      zh: `${name} 调用四次，最后一次与第一次相同；以及调用之后的参数`,
    },
    ask(module: Module, draw: Draw) {
      const one = inputs(name, draw);
      const settings = [
        one,
        inputs(name, draw, { epsilon: 0 }),
        inputs(name, draw, { learningRate: 0 }),
        one,
      ];
      return Object.fromEntries(
        settings.map((each, i) => {
          const at = { ...each };
          const answer = kept(written(module, name)({ ...numbers }, at));
          const names = Object.keys(at).join(", ");
          const seen = { "names of the arguments": names, "arguments afterwards": at, answer };
          return [`${i + 1}. ${called(each)}`, seen];
        }),
      );
    },
    names: {
      "names of the arguments": { en: "names of the arguments afterwards", zh: "调用之后各参数的名字" },
    },
    within: relative,
  },
  {
    what: {
      en: `${name} in another algebra, settings and t included`,
      zh: `${name}，换一套代数，连各项设置和 t 也是其中的值`,
    },
    ask(module: Module, draw: Draw) {
      const at = Object.entries(inputs(name, draw)).map(([key, number]) => [key, new Value(number)] as const);
      return fieldsOf(written(module, name)(values(), Object.fromEntries(at)), parts);
    },
    within: relative,
  },
  {
    what: { en: `${name} on tensors`, zh: `${name}，以张量计算` },
    async ask(module: Module, draw: Draw) {
      using _ = useBackend(reference);
      using _scope = scope("question");
      const calls = shapes.map(async (shape) => {
        const size = shape.reduce((a, b) => a * b, 1);
        const drawn = (): Tensor =>
          tensor(Float64Array.from(draw.list(size, () => draw.normal())), { shape });
        const all = { ...inputs(name, draw), p: drawn(), g: drawn(), m: drawn(), v: square(drawn()) };
        const at = Object.fromEntries(reads[name].map((each) => [each, all[each as "p"]]));
        const answer = fieldsOf(written(module, name)({ ...tensors }, at), parts);
        return [
          `[${shape.join()}]`,
          { "arguments afterwards": await read(at), answer: await read(answer) },
        ] as const;
      });
      return Object.fromEntries(await Promise.all(calls));
    },
    axes: [coordinateAxis],
    within: relative,
  },
];
