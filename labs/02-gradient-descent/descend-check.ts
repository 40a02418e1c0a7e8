import type { Probe, Text, Tolerance } from "@downhill/grader/lab";
import { coordinateAxis, from0, rounding, same, stepAxis } from "./checks.ts";
import { bowl, parabola, type Solved } from "./closed-form.ts";
import type { DescentModule, Options, Reason, Vector } from "./descent-module.ts";

interface Case {
  readonly what: Text;
  readonly problem: Solved;
  readonly x0: Vector;
  readonly options: Options;
  readonly reason: Reason;
}

const never = { gradientTolerance: 0, lossThreshold: 0 } as const;

const cases: readonly Case[] = [
  {
    what: { en: "at most 5 steps", zh: "最多 5 步" },
    problem: bowl,
    x0: [4, -1],
    options: { ...never, learningRate: 0.25, maxIterations: 5 },
    reason: "iterations",
  },
  {
    what: { en: "until the gradient is short", zh: "直到梯度足够短" },
    problem: bowl,
    x0: [4, -1],
    options: { ...never, learningRate: 0.25, maxIterations: 100, gradientTolerance: 0.01 },
    reason: "gradient",
  },
  {
    what: { en: "until the loss is low", zh: "直到损失足够低" },
    problem: bowl,
    x0: [4, -1],
    options: { ...never, learningRate: 0.25, maxIterations: 100, lossThreshold: 5.02 },
    reason: "loss",
  },
  {
    what: { en: "gradient zero at the start", zh: "起点处梯度为零" },
    problem: bowl,
    x0: [1, -2],
    options: { ...never, learningRate: 0.25, maxIterations: 10 },
    reason: "gradient",
  },
  {
    what: { en: "no steps allowed", zh: "一步也不许走" },
    problem: bowl,
    x0: [4, -1],
    options: { ...never, learningRate: 0.25, maxIterations: 0 },
    reason: "iterations",
  },
  {
    what: { en: "several reasons at once", zh: "同时满足几个停止条件" },
    problem: parabola,
    x0: [3],
    options: { ...never, learningRate: 0.1, maxIterations: 0 },
    reason: "loss",
  },
  ...[0.1, 0.9].map((learningRate): Case => ({
    what: { en: `(x − 3)² with rate ${learningRate}`, zh: `(x − 3)²，学习率 ${learningRate}` },
    problem: parabola,
    x0: [0],
    options: { ...never, learningRate, maxIterations: 100, gradientTolerance: 0.01 },
    reason: "gradient",
  })),
  ...[1, 1.1].map((learningRate): Case => ({
    what: { en: `(x − 3)² with rate ${learningRate}`, zh: `(x − 3)²，学习率 ${learningRate}` },
    problem: parabola,
    x0: [0],
    options: { ...never, learningRate, maxIterations: 100, gradientTolerance: 0.01 },
    reason: "iterations",
  })),
];

/** How many steps the closed form takes until it meets the case's reason to stop. */
const stepsOf = ({ problem, x0, options, reason }: Case): number => {
  const { learningRate, maxIterations, gradientTolerance, lossThreshold } = options;
  const met = (t: number): boolean =>
    reason === "loss"
      ? problem.lossAt(x0, learningRate, t) <= lossThreshold
      : reason === "gradient" && problem.lengthAt(x0, learningRate, t) <= gradientTolerance;
  return from0(maxIterations).find(met) ?? maxIterations;
};

/** The call as a learner could type it, to see for themselves. */
const callOf = ({ problem, x0, options }: Case): string => {
  const settings = Object.entries(options).map(([name, value]) => `${name}: ${String(value)}`);
  return `descend(${problem === bowl ? "bowl" : "parabola"}, [${x0.join(", ")}], { ${settings.join(", ")} })`;
};

const counting: Tolerance = {
  absolute: 0,
  why: { en: "steps are counted, not rounded", zh: "步数是数出来的，没有舍入" },
};

const partsOf = (answer: unknown): Readonly<Record<string, unknown>> =>
  typeof answer === "object" && answer !== null ? { ...answer } : {};

const thrownBy = (call: () => unknown): { readonly name: string; readonly message: string } => {
  try {
    call();
  } catch (error) {
    if (error instanceof Error) return { name: error.name, message: error.message };
    return { name: "something that is no Error", message: String(error) };
  }
  return { name: "nothing", message: "" };
};

export function checkDescend(module: DescentModule, probe: Probe): void {
  for (const each of cases) {
    const { what, problem, x0, options, reason } = each;
    const start = [...x0];
    const answer = partsOf(
      module.descend({ loss: problem.loss, gradient: problem.gradient }, start, options),
    );
    const steps = stepsOf(each);
    const path = from0(steps + 1).map((t) => problem.at(x0, options.learningRate, t));
    const part = (name: Text): Text => ({
      en: `${what.en}, ${callOf(each)}: ${name.en}`,
      zh: `${what.zh}，${callOf(each)}：${name.zh}`,
    });
    probe.close(part(same("iterations")), answer["iterations"], steps, counting);
    probe.equal(part(same("reason")), answer["reason"], reason);
    probe.close(part(same("x")), answer["x"], path[steps] ?? [], rounding, [coordinateAxis]);
    probe.close(part(same("path")), answer["path"], path, rounding, [stepAxis, coordinateAxis]);
    probe.close(part({ en: "x0 afterwards", zh: "调用之后的 x0" }), start, x0, rounding, [coordinateAxis]);
  }
  for (const learningRate of [0, -0.1, NaN, Infinity]) {
    const { name, message } = thrownBy(() =>
      module.descend(parabola, [0], { ...never, learningRate, maxIterations: 3 }),
    );
    probe.equal(
      {
        en: `what learning rate ${learningRate} makes descend throw`,
        zh: `学习率为 ${learningRate} 时 descend 抛出的错误`,
      },
      name,
      "RangeError",
    );
    probe.holds(
      { en: `the message about learning rate ${learningRate}`, zh: `关于学习率 ${learningRate} 的报错信息` },
      /learning ?rate|学习率/i.test(message),
      {
        en: 'it must say "learning rate", so that the reader knows what to change.',
        zh: "其中应当出现 “learning rate” 或 “学习率”，读到的人才知道该改什么。",
      },
    );
  }
}
