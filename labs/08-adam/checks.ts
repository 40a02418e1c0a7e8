import type { Probe, Text, Tolerance } from "@downhill/grader/lab";
import { numbers } from "@downhill/optimizers";
import type { AdamModule } from "./adam-module.ts";
import oracle from "./oracle.json" with { type: "json" };
import { type Hyper, partsOf, walk } from "./walk.ts";

const stepAxis: Text = { en: "step", zh: "步" };
const coordinateAxis: Text = { en: "coordinate", zh: "坐标" };
const axes = [stepAxis, coordinateAxis];

const rounding: Tolerance = {
  relative: 1e-12,
  absolute: 1e-12,
  why: {
    en: "the same formula written in another order rounds differently, by about 1e-16 a step",
    zh: "同一个公式换个运算顺序，每步的舍入误差约为 1e-16",
  },
};

interface Run {
  readonly name: string;
  readonly hyper: Hyper;
  readonly start: readonly number[];
  readonly gradients: readonly (readonly number[])[];
  readonly trajectory: readonly (readonly number[])[];
}

const runNames: Readonly<Record<string, Text>> = {
  "unit gradients": { en: "gradients near 1", zh: "梯度在 1 上下" },
  "gradients of many sizes": { en: "gradients from 0.01 to 10", zh: "梯度从 0.01 到 10" },
  "zero gradient first": { en: "first gradient zero", zh: "第一个梯度为零" },
};

const runName = ({ name, hyper }: Run): Text => {
  const { en, zh } = runNames[name]!;
  const settings = Object.entries(hyper)
    .map(([each, value]) => `${each} ${value}`)
    .join(", ");
  return { en: `${en}; ${settings}`, zh: `${zh}；${settings}` };
};

/** Asks for the answer's names first, so that a missing `return` is not reported as a wrong number. */
function named(probe: Probe, call: string, answer: unknown, names: readonly string[]): void {
  const what = { en: `the names that ${call} returns`, zh: `${call} 返回的各项名称` };
  const found = partsOf(answer);
  probe.equal(
    what,
    names.filter((name) => name in found),
    names,
  );
}

const first = { g: -0.5, p: 2, t: 1, m: 0, v: 0, learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 0.1 };

export function checkMoments(module: AdamModule, probe: Probe): void {
  named(probe, "moments", module.moments(numbers, first), ["m", "v"]);
  for (const run of oracle.adam) {
    const answers = run.start.map((_, i) => {
      let at: Readonly<Record<string, unknown>> = { m: 0, v: 0 };
      return run.gradients.map((gradient) => {
        const { m, v } = at;
        return (at = partsOf(module.moments(numbers, { ...run.hyper, g: gradient[i], m, v } as never)));
      });
    });
    for (const name of ["m", "v"] as const) {
      const path = run.gradients.map((_, step) => answers.map((each) => each[step]![name]));
      const { en, zh } = runName(run);
      probe.close({ en: `${name}, ${en}`, zh: `${name}，${zh}` }, path, run[name], rounding, axes);
    }
  }
}

export function checkCorrected(module: AdamModule, probe: Probe): void {
  named(probe, "corrected", module.corrected(numbers, first), ["mHat", "vHat"]);
  for (const { mHat, vHat, ...at } of oracle.corrections) {
    const answer = partsOf(module.corrected(numbers, at));
    const where = `t ${at.t}, m ${at.m}, v ${at.v}, beta1 ${at.beta1}, beta2 ${at.beta2}`;
    for (const [name, expected] of Object.entries({ mHat, vHat })) {
      probe.close({ en: `${name} at ${where}`, zh: `${name}，${where}` }, answer[name], expected, rounding);
    }
  }
}

function checkTrajectories(
  name: "adam" | "adamw",
  rule: AdamModule["adam"] | AdamModule["adamw"],
  runs: readonly Run[],
  probe: Probe,
): void {
  const answer = rule(numbers, { ...first, weightDecay: 0.1 });
  named(probe, name, answer, ["update", "m", "v"]);
  for (const run of runs) {
    const path = walk(rule, run.hyper, run.start, run.gradients.length, (_, step) => run.gradients[step]!);
    const { en, zh } = runName(run);
    const what = { en: `${name} against PyTorch, ${en}`, zh: `${name} 与 PyTorch 对照，${zh}` };
    probe.close(what, path, run.trajectory, rounding, axes);
  }
}

export function checkStep(module: AdamModule, probe: Probe): void {
  checkTrajectories("adam", module.adam, oracle.adam, probe);
}

export function checkAdamw(module: AdamModule, probe: Probe): void {
  checkTrajectories("adamw", module.adamw, oracle.adamw, probe);
}
