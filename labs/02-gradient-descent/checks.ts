import type { Probe, Text, Tolerance } from "@downhill/grader/lab";
import { bowl, onParabola } from "./closed-form.ts";
import type { DescentModule, Vector } from "./descent-module.ts";

export const same = (text: string): Text => ({ en: text, zh: text });
export const stepAxis: Text = { en: "step", zh: "步" };
export const coordinateAxis: Text = { en: "coordinate", zh: "坐标" };
export const from0 = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);

export const rounding: Tolerance = {
  relative: 1e-10,
  absolute: 1e-12,
  why: {
    en: "the same formula may be rounded differently, by about 1e-16 a step; 100 steps stay far below this",
    zh: "同一个公式换种写法，每步的舍入误差约 1e-16，走 100 步也远到不了这个界限",
  },
};

const differencing: Tolerance = {
  relative: 1e-6,
  absolute: 1e-6,
  why: {
    en: "the slope measured from two nearby losses loses digits in the subtraction",
    zh: "用相邻两点的损失估计斜率时，相减会损失有效数字",
  },
};

export function checkGradient(module: DescentModule, probe: Probe): void {
  for (const [x, expected] of [
    [0, 9],
    [3, 0],
    [5, 4],
    [2.5, 0.25],
  ] as const) {
    probe.close(same(`loss(${x})`), module.loss(x), expected, rounding);
  }
  for (const [x, expected] of [
    [0, -6],
    [3, 0],
    [5, 4],
    [2.5, -1],
  ] as const) {
    probe.close(same(`gradient(${x})`), module.gradient(x), expected, rounding);
  }
  const measured = (module.loss(7 + 1e-3) - module.loss(7 - 1e-3)) / 2e-3;
  probe.close(
    {
      en: "gradient(7) against the slope of your own loss around 7",
      zh: "gradient(7) 与由你的 loss 在 7 附近估计出的斜率",
    },
    module.gradient(7),
    measured,
    differencing,
  );
}

export function checkStep(module: DescentModule, probe: Probe): void {
  for (const [x, rate] of [
    [0, 0.1],
    [5, 0.1],
    [0, 0.5],
    [3, 0.1],
    [0, 1],
    [-2, 0.25],
  ] as const) {
    probe.close(same(`step(${x}, ${rate})`), module.step(x, rate), onParabola(x, rate, 1), rounding);
  }
}

export function checkWalk(module: DescentModule, probe: Probe): void {
  const path = (x0: number, rate: number, steps: number): void => {
    const expected = from0(steps + 1).map((t) => onParabola(x0, rate, t));
    probe.close(same(`walk(${x0}, ${rate}, ${steps})`), module.walk(x0, rate, steps), expected, rounding, [
      stepAxis,
    ]);
  };
  path(0, 0.1, 3);
  path(0, 0.1, 100);
  path(5, 0.25, 1);
  path(7, 0.1, 0);
  path(3, 0.1, 4);
  path(0, 1, 6);
  path(0, 1.1, 100);
  const distances = (rate: number): unknown => {
    const answer: unknown = module.walk(0, rate, 30);
    return Array.isArray(answer) ? answer.map((x) => Math.abs(Number(x) - 3)) : answer;
  };
  const shrinking = from0(31).map((t) => 3 * 0.8 ** t);
  for (const rate of [0.1, 0.9]) {
    probe.close(
      { en: `distance from 3 along walk(0, ${rate}, 30)`, zh: `walk(0, ${rate}, 30) 各点到 3 的距离` },
      distances(rate),
      shrinking,
      rounding,
      [stepAxis],
    );
  }
}

export function checkVectorStep(module: DescentModule, probe: Probe): void {
  for (const [start, rate] of [
    [[4, -1], 0.25],
    [[-1, -2.5], 0.1],
    [[1, -2], 0.1],
  ] as const) {
    const x: Vector = [...start];
    const call = `stepVector([${start.join(", ")}], ${rate}, …)`;
    const answer = module.stepVector(x, rate, bowl.gradient);
    probe.close(same(call), answer, bowl.at([...start], rate, 1), rounding, [coordinateAxis]);
    probe.close({ en: `x after ${call}`, zh: `调用 ${call} 之后的 x` }, x, start, rounding, [coordinateAxis]);
    probe.holds({ en: `the list from ${call}`, zh: `${call} 返回的列表` }, answer !== x, {
      en: "it must be a new one; this is the very list that was passed in, so the caller's point has moved. Build another list, for instance with map.",
      zh: "应当是一个新列表，返回的却正是传进来的那一个，调用者手里的点也跟着动了。请另建一个列表，比如用 map。",
    });
  }
  const separate = (x: Vector): Vector => x.map((value, i) => (i + 1) * (value - 2));
  probe.close(
    { en: "stepVector in three coordinates", zh: "三个坐标的 stepVector" },
    module.stepVector([3, 5, -1], 0.1, separate),
    [2.9, 4.4, -0.1],
    rounding,
    [coordinateAxis],
  );
}
