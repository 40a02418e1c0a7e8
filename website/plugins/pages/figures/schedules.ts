import * as s from "@downhill/schedules";
import { type Figure, type Point, spaced } from "./plot.ts";

const end = 120;
const steps = spaced(0, end, end + 1);

/** Each schedule as it is called, and so the names of the lines. */
const drawn: Readonly<Record<string, Readonly<Record<string, s.Schedule>>>> = {
  andThen: {
    "andThen(warmup(0.1, 20), 20, cosine(0.1, 80))": s.andThen(s.warmup(0.1, 20), 20, s.cosine(0.1, 80)),
  },
  clampMin: {
    "exponential(0.1, 20, 0.5)": s.exponential(0.1, 20, 0.5),
    "clampMin(exponential(0.1, 20, 0.5), 0.02)": s.clampMin(s.exponential(0.1, 20, 0.5), 0.02),
  },
  constant: { "constant(0.1)": s.constant(0.1) },
  cosine: {
    "cosine(0.1, 100)": s.cosine(0.1, 100),
    "cosine(0.1, 100, { final: 0.02 })": s.cosine(0.1, 100, { final: 0.02 }),
  },
  cosineRestarts: {
    "cosineRestarts(0.1, 40)": s.cosineRestarts(0.1, 40),
    "cosineRestarts(0.1, 17, { growth: 2 })": s.cosineRestarts(0.1, 17, { growth: 2 }),
  },
  cycle: { "cycle(linear(0.1, 30), 30)": s.cycle(s.linear(0.1, 30), 30) },
  cyclic: {
    "cyclic(0.1, 15, { low: 0.02 })": s.cyclic(0.1, 15, { low: 0.02 }),
    "cyclic(0.1, 15, { low: 0.02, shrink: 0.5 })": s.cyclic(0.1, 15, { low: 0.02, shrink: 0.5 }),
  },
  exponential: {
    "exponential(0.1, 25, 0.5)": s.exponential(0.1, 25, 0.5),
    "exponential(0.1, 25, 0.5, { staircase: true })": s.exponential(0.1, 25, 0.5, { staircase: true }),
  },
  exponentialWarmup: {
    "exponentialWarmup(0.1, 60, { start: 0.01 })": s.exponentialWarmup(0.1, 60, { start: 0.01 }),
    "warmup(0.1, 60)": s.warmup(0.1, 60),
  },
  inverseSquareRoot: { "inverseSquareRoot(0.1, 20)": s.inverseSquareRoot(0.1, 20) },
  inverseTime: { "inverseTime(0.1, 30)": s.inverseTime(0.1, 30) },
  linear: {
    "linear(0.1, 100)": s.linear(0.1, 100),
    "linear(0.1, 60, { final: 0.02 })": s.linear(0.1, 60, { final: 0.02 }),
  },
  oneCycle: { "oneCycle(0.1, 100)": s.oneCycle(0.1, 100) },
  piecewise: { "piecewise(0.1, { 40: 0.03, 80: 0.01 })": s.piecewise(0.1, { 40: 0.03, 80: 0.01 }) },
  polynomial: {
    "polynomial(0.1, 100, 2)": s.polynomial(0.1, 100, 2),
    "polynomial(0.1, 100, 0.5)": s.polynomial(0.1, 100, 0.5),
  },
  scale: {
    "cosine(0.1, 100)": s.cosine(0.1, 100),
    "scale(cosine(0.1, 100), 0.5)": s.scale(s.cosine(0.1, 100), 0.5),
  },
  warmup: {
    "warmup(0.1, 30)": s.warmup(0.1, 30),
    "warmup(cosine(0.1, 100), 30)": s.warmup(s.cosine(0.1, 100), 30),
  },
  warmupStableDecay: {
    "warmupStableDecay(0.1, 100, { warmupSteps: 15, decaySteps: 30 })": s.warmupStableDecay(0.1, 100, {
      warmupSteps: 15,
      decaySteps: 30,
    }),
  },
};

/** A loss that falls, stands still, falls again and then only trembles: what a feedback schedule reacts to. */
const losses = steps.map((t) => {
  const falling = 0.3 + 0.7 * Math.exp(-t / 10);
  return t < 50 ? falling : 0.12 + (falling - 0.12) * Math.exp(-(t - 50) / 8);
});

function feedback<State extends s.FeedbackState>(rule: s.Feedback<State>): Point[] {
  let state = rule.init(1);
  return steps.map((t) => {
    const point: Point = [t, state.learningRate];
    state = rule.update(state, losses[t]!);
    return point;
  });
}

const plateau = () => s.onPlateau({ factor: 0.5, patience: 5, minDelta: 0.01 });
const x = { en: "step", zh: "步" };

function feedbackFigure(name: string, call: string, rate: readonly Point[]): Figure {
  const cuts = rate.filter(([t, value], i) => i > 0 && value < rate[i - 1]![1] && t > 0).length;
  const rises = rate.filter(([, value], i) => i > 0 && value > rate[i - 1]![1]).length;
  return {
    title: { en: `${name}: the rate follows a loss`, zh: `${name}：学习率跟着损失变` },
    summary: {
      en: `A loss that was made up, and the rate that the rule makes of it: over ${end} steps it is cut ${cuts} times and raised ${rises} times.`,
      zh: `一段虚构的损失，以及规则由它得出的学习率：${end} 步里降低了 ${cuts} 次，升高了 ${rises} 次。`,
    },
    x,
    y: { en: "rate, loss", zh: "学习率、损失" },
    lines: [
      { name: call, points: rate },
      { name: { en: "loss", zh: "损失" }, points: steps.map((t): Point => [t, losses[t]!]) },
    ],
  };
}

/** The figure of a schedule: its rate over the steps. */
export function scheduleFigure(name: string): Figure | undefined {
  if (name === "onPlateau")
    return feedbackFigure(
      name,
      "onPlateau({ factor: 0.5, patience: 5, minDelta: 0.01 })",
      feedback(plateau()),
    );
  if (name === "reset")
    return feedbackFigure(
      name,
      "reset(onPlateau(…), { below: 0.1 })",
      feedback(s.reset(plateau(), { below: 0.1 })),
    );
  const calls = drawn[name];
  if (calls === undefined) return undefined;
  const lines = Object.entries(calls).map(([call, at]) => ({
    name: call,
    points: steps.map((t): Point => [t, at(t)]),
  }));
  const said = lines.map(({ name: call, points }) => {
    const values = points.map(([, value]) => value);
    return { call, first: values[0]!, largest: Math.max(...values), last: values.at(-1)! };
  });
  const short = (value: number): string => String(Number(value.toPrecision(3)));
  return {
    title: { en: `${name}: the rate over ${end} steps`, zh: `${name}：${end} 步里的学习率` },
    summary: {
      en: said
        .map(
          ({ call, ...of }) =>
            `${call} begins at ${short(of.first)}, is at most ${short(of.largest)} and is ${short(of.last)} at step ${end}.`,
        )
        .join(" "),
      zh: said
        .map(
          ({ call, ...of }) =>
            `${call} 从 ${short(of.first)} 开始，最高 ${short(of.largest)}，到第 ${end} 步是 ${short(of.last)}。`,
        )
        .join(""),
    },
    x,
    y: { en: "learning rate", zh: "学习率" },
    lines,
  };
}
