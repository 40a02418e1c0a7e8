import { asked, fieldsOf, kept, rounding, short, shorts, typed } from "@downhill/grader/questions";
import type { Progress } from "../key/solution.ts";
import { called, drawnLosses, drawnMargin, type Module, type Numbers, parts, readingAxis } from "./asking.ts";

type Case = readonly [progress: Progress, reading: number, minDelta: number];

const answered = ({ track }: Module, cases: readonly Case[]): unknown =>
  Object.fromEntries(
    cases.map(([progress, reading, minDelta]) => [
      called("track", progress, reading, minDelta),
      fieldsOf(track({ ...progress }, reading, minDelta), ...parts.track),
    ]),
  );

/** The progress over some readings, from before the first. */
function run({ track }: Module, readings: Numbers, minDelta: number): readonly unknown[] {
  const seen: unknown[] = [];
  let progress: unknown = { best: Infinity, bad: 0 };
  for (const reading of readings) {
    progress = fieldsOf(track(progress as Progress, reading, minDelta), ...parts.track);
    seen.push(progress);
    if (typeof progress !== "object" || progress === null) break;
    progress = { ...progress };
  }
  return seen;
}
const runs = (module: Module, all: readonly (readonly [Numbers, number])[]): unknown =>
  Object.fromEntries(
    all.map(([readings, minDelta]) => [
      `track(progress, m, ${minDelta}) for m of [${readings.join(", ")}], progress = { best: Infinity, bad: 0 }`,
      run(module, readings, minDelta),
    ]),
  );

const at = (best: number, bad: number): Progress => ({ best, bad });

export const track = asked<Module>(
  {
    what: {
      en: "the first reading; better, equal, worse, and at the margin",
      zh: "第一个读数；更好、相等、更差、恰好差 δ",
    },
    ask: (module) =>
      answered(module, [
        [at(Infinity, 0), 2.5, 0.25],
        [at(2, 3), 1.5, 0.25],
        [at(2, 3), 1.75, 0.25],
        [at(2, 3), 1.8, 0.25],
        [at(2, 3), 2, 0.25],
        [at(2, 3), 2.125, 0.25],
        [at(2, 3), 3, 0.25],
        [at(2, 0), 1.999, 0],
        [at(2, 0), 1.999999, 0],
        [at(2, 0), 2, 0],
        [at(0, 5), 0, 0],
      ]),
  },
  {
    what: {
      en: "readings that rise again, fall back, and creep",
      zh: "升上去、落回来、一点一点往下挪的读数",
    },
    ask: (module) =>
      runs(module, [
        [[3, 2, 4, 3, 2.5, 1.9, 5, 4.9, 4.8, 1], 0],
        [[3, 2, 4, 3, 2.5, 1.9, 5, 4.9, 4.8, 1], 0.5],
        [[2, 1.875, 1.75, 1.625, 1.5, 1.375, 1.25, 1.125, 1], 0.25],
        [[1, 1, 1, 1], 0],
      ]),
    axes: [readingAxis],
  },
  {
    what: { en: "random readings", zh: "随机的读数" },
    ask: (module, draw) =>
      runs(
        module,
        [drawnMargin(draw, 0, 0.01), drawnMargin(draw, 0.05, 0.2), drawnMargin(draw, 0.3, 0.8)].map(
          (minDelta) => [drawnLosses(draw, 20), minDelta] as const,
        ),
      ),
    axes: [readingAxis],
  },
  {
    what: { en: "one reading, from random progress", zh: "从随机的进展出发，一个读数" },
    ask: (module, draw) =>
      answered(
        module,
        draw.list(12, (i) => {
          const [best, minDelta] = [short(draw, 0.5, 3), short(draw, 0.05, 0.3)];
          const away = (i % 2 === 0 ? 1 : -1) * minDelta * draw.uniform(0.2, 0.9);
          return [
            at(best, draw.integer(1, 9)),
            Number((best - minDelta + away).toFixed(3)),
            minDelta,
          ] as const;
        }),
      ),
  },
  {
    what: { en: "negative readings, and readings of any size", zh: "负的读数，以及大小悬殊的读数" },
    ask: (module) =>
      answered(module, [
        [at(-2, 1), -1.9, 0.25],
        [at(-2, 1), -2.1, 0.25],
        [at(-2, 1), -2.5, 0.25],
        [at(0.1, 1), -0.1, 0.25],
        [at(0.1, 1), -0.2, 0.25],
        [at(1e200, 4), 9e199, 1e-4],
        [at(3e-9, 4), 1e-9, 1e-9],
        [at(3e-9, 4), 2.5e-9, 1e-9],
        [at(3e-9, 4), 2.9e-9, 0],
        [at(2, 1_000_000), 3, 0.1],
      ]),
    within: { ...rounding, absolute: 0 },
  },
  {
    what: { en: "readings that are NaN or ∞", zh: "NaN 或 ∞ 的读数" },
    ask: (module) =>
      runs(module, [
        [[2, NaN, 3, 1], 0.1],
        [[NaN, 2, 1.95, Infinity, 1], 0.1],
        [[Infinity, NaN, 5, 4], 0],
      ]),
    axes: [readingAxis],
    holds: ["infinity"],
  },
  {
    what: {
      en: "the progress that was passed in, afterwards, and the answer once it was overwritten",
      zh: "事后的传入进展，以及改写它之后的返回值",
    },
    ask: ({ track }) =>
      Object.fromEntries(
        [1, 2, 2.5].flatMap((reading) =>
          [0, 0.25].map((minDelta) => {
            const given = { best: 2, bad: 3 };
            const answer: unknown = fieldsOf(track(given, reading, minDelta), ...parts.track);
            const afterwards = { ...given };
            Object.assign(given, { best: 99, bad: 99 });
            return [
              called("track", { best: 2, bad: 3 }, reading, minDelta),
              { "progress afterwards": afterwards, answer },
            ];
          }),
        ),
      ),
    names: {
      "progress afterwards": { en: "the progress that was passed in, afterwards", zh: "事后的传入进展" },
      answer: {
        en: "the answer, once the caller has written 99 into what was passed in",
        zh: "调用者把传入的各项改写成 99 之后的返回值",
      },
    },
  },
  {
    what: {
      en: "two runs in turns, each answer looked at again at the end",
      zh: "两列读数轮流进行，每次的返回值到最后再看一遍",
    },
    ask({ track }, draw) {
      const lists = [shorts(draw, 6, 1, 3), shorts(draw, 6, 4, 6)];
      const states: Progress[] = [at(Infinity, 0), at(5, 2)];
      return Object.fromEntries(
        [0, 1, 2, 3, 4, 5].flatMap((turn) =>
          lists.map((list, i) => {
            const [progress, reading] = [states[i]!, list[turn]!];
            const given = turn === 0 ? typed(progress) : "…";
            const key = `${turn + 1}${"ab"[i]}. track(${given}, ${reading}, 0.0995)`;
            const answer: unknown = track(progress, reading, 0.0995);
            if (typeof answer === "object" && answer !== null) states[i] = answer as Progress;
            return [key, kept(fieldsOf(answer, ...parts.track))];
          }),
        ),
      );
    },
  },
);
