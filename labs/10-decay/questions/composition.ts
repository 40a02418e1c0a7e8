import { asked, type Draw, typed } from "@downhill/grader/questions";
import type { Part } from "../key/solution.ts";
import { type Case, constantly, falling, type Given, inTurns, type Module, rateAt, rates } from "./cases.ts";

const warm = ({ text, schedule }: Given, steps: number, at?: readonly number[]): Case => ({
  call: `warmup(${text}, ${steps})`,
  make: ({ warmup }) => warmup(schedule, steps),
  steps:
    at ??
    [...new Set([0, 1, Math.floor(steps / 2), steps - 1, steps, steps + 1, 3 * steps + 2])].filter(
      (step) => step >= 0,
    ),
});

export const warmUp = asked<Module>(
  rates({ en: "warmup of a constant rate", zh: "对固定的学习率做 warmup" }, (draw) => [
    warm(constantly(0.1), 5, [0, 1, 2, 3, 4, 5, 6, 100]),
    warm(constantly(0.4), draw.integer(10, 40)),
  ]),
  rates({ en: "warmup of a schedule that falls", zh: "对下降的学习率调度做 warmup" }, (draw) => [
    warm(falling(draw), 4, [0, 1, 2, 3, 4, 5, 6, 50]),
    warm(falling(draw), draw.integer(10, 40)),
  ]),
  rates({ en: "warmups of 0, 1, 2 and 100,000 steps", zh: "0、1、2 和 100,000 步的 warmup" }, (draw) =>
    [0, 1, 2, 100_000].map((steps) => warm(falling(draw), steps)),
  ),
  inTurns(
    { en: "several warm-ups in turns, steps in any order", zh: "几个预热轮流问，步数不按顺序" },
    (draw) => [7, 12, 3].map((steps) => warm(falling(draw), steps, [0, 2, 7, 11, 90])),
  ),
);

type Piece = readonly [given: Given, steps: number];
const joined = (
  pieces: readonly Piece[],
  steps: readonly number[],
  later?: (parts: Part[]) => void,
): Case => ({
  call: `join([${pieces.map(([{ text }, length]) => `{ schedule: ${text}, steps: ${length} }`).join(", ")}])`,
  make({ join }) {
    const parts = pieces.map(([{ schedule }, length]): Part => ({ schedule, steps: length }));
    const schedule: unknown = join(parts);
    later?.(parts);
    return schedule;
  },
  steps,
});

/** Its rate identifies the part, and which of its own steps it is at. */
const numbered = (part: number): Given => ({
  text: `(step) => ${100 * part} + step`,
  schedule: (step) => 100 * part + step,
});
const upTo = (last: number): readonly number[] => Array.from({ length: last + 1 }, (_, i) => i);
const pieces = (draw: Draw, count: number): readonly Piece[] =>
  draw.list(count, () => [falling(draw), draw.integer(2, 6)] as const);

export const composition = asked<Module>(
  rates({ en: "join of two parts", zh: "两段的 join" }, (draw) => [
    joined(
      [
        [numbered(1), 4],
        [numbered(2), 3],
      ],
      upTo(9),
    ),
    joined(
      [
        [constantly(0.1), 3],
        [constantly(0.01), 5],
      ],
      upTo(8),
    ),
    joined(pieces(draw, 2), upTo(14)),
  ]),
  rates({ en: "join of one, three and five parts", zh: "一段、三段和五段的 join" }, (draw) => [
    joined([[numbered(1), 3]], [0, 1, 2, 3, 4, 50]),
    joined(
      [
        [numbered(1), 2],
        [numbered(2), 5],
        [numbered(3), 4],
      ],
      upTo(13),
    ),
    joined(pieces(draw, 5), upTo(34)),
  ]),
  rates({ en: "parts of one step and of none", zh: "只有一步的段和零步的段" }, () => [
    joined(
      [
        [numbered(1), 1],
        [numbered(2), 1],
        [numbered(3), 1],
      ],
      upTo(4),
    ),
    joined(
      [
        [numbered(1), 0],
        [numbered(2), 2],
        [numbered(3), 2],
      ],
      upTo(5),
    ),
    joined(
      [
        [numbered(1), 2],
        [numbered(2), 0],
        [numbered(3), 0],
        [numbered(4), 2],
      ],
      upTo(6),
    ),
    joined(
      [
        [numbered(1), 2],
        [numbered(2), 0],
      ],
      upTo(4),
    ),
  ]),
  rates({ en: "long after the last part's steps", zh: "最后一段的步数早已走完" }, (draw) => [
    joined(pieces(draw, 3), [18, 19, 40, 1000, 1_000_000]),
  ]),
  rates(
    {
      en: "the caller changes the list or its parts after the call",
      zh: "调用之后，调用者改动了列表或其中的段",
    },
    (draw) => [
      joined(pieces(draw, 3), upTo(20), (parts) =>
        parts.forEach((part, i) => Object.assign(part, { schedule: () => 90 + i, steps: i + 1 })),
      ),
      joined(pieces(draw, 3), upTo(20), (parts) => parts.push({ schedule: () => 97, steps: 5 })),
      joined(pieces(draw, 3), upTo(20), (parts) => parts.splice(0, 2, { schedule: () => 98, steps: 1 })),
      joined(pieces(draw, 3), upTo(20), (parts) => parts.unshift(parts.pop()!)),
    ],
  ),
  {
    what: { en: "the list of parts after some calls", zh: "几次调用之后的各段列表" },
    ask({ join }, draw) {
      const given = pieces(draw, 3);
      const parts = given.map(([{ schedule }, steps]): Part => ({ schedule, steps }));
      const schedule: unknown = join(parts);
      for (const step of [0, 12, 30, 3]) rateAt(schedule, step);
      return {
        [typed(given.map(([, steps]) => steps))]: parts.map(({ steps }) => steps),
        "each at its own step 1": parts.map((part) => part.schedule(1)),
      };
    },
    names: {
      "each at its own step 1": {
        en: "each part's rate at its own step 1",
        zh: "每一段在自己的第 1 步的学习率",
      },
    },
  },
  {
    what: { en: "a join inside a join", zh: "join 里面再放一个 join" },
    ask({ join }, draw) {
      const own = (count: number): Part[] =>
        pieces(draw, count).map(([{ schedule }, steps]) => ({ schedule, steps }));
      const inner: unknown = join(own(2));
      const outer: unknown = join([
        { schedule: () => 0.5, steps: 3 },
        { schedule: (step) => rateAt(inner, step) as number, steps: 20 },
        ...own(2),
      ]);
      return upTo(40).map((step) => rateAt(outer, step));
    },
    axes: [{ en: "step", zh: "步" }],
  },
  {
    what: {
      en: "2,000 parts of 3 steps, whose rates are their numbers",
      zh: "2,000 段，每段 3 步，学习率就是段的编号",
    },
    ask({ join }) {
      const parts = Array.from({ length: 2000 }, (_, i): Part => ({ schedule: () => i, steps: 3 }));
      const schedule: unknown = join(parts);
      return Object.fromEntries(
        [0, 2, 3, 2999, 3000, 5997, 6100].map((step) => [`step = ${step}`, rateAt(schedule, step)]),
      );
    },
  },
  inTurns(
    { en: "several joins in turns, steps in any order", zh: "几个 join 轮流问，步数不按顺序" },
    (draw) => [2, 3, 4].map((count) => joined(pieces(draw, count), [0, 3, 7, 11, 90])),
  ),
);
