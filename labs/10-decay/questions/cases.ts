import { type Draw, type Question, short, type Text, typed } from "@downhill/grader/questions";
import type * as Solution from "../key/solution.ts";

export type Module = typeof Solution;

/** A schedule to be made, under the call that a learner could type, and the steps that it is asked for. */
export interface Case {
  readonly call: string;
  /** Makes it from arguments of its own. */
  readonly make: (module: Module) => unknown;
  readonly steps: readonly number[];
}

/** A schedule that a question passes, as text and as a function. */
export interface Given {
  readonly text: string;
  readonly schedule: Solution.Schedule;
}
export const constantly = (rate: number): Given => ({ text: `() => ${rate}`, schedule: () => rate });
/** A schedule with a different rate at each step. */
export function falling(draw: Draw): Given {
  const [a, b] = [short(draw, 0.5, 3), short(draw, 2, 9)];
  return { text: `(step) => ${a} / (step + ${b})`, schedule: (step) => a / (step + b) };
}

type Maker = "timeBased" | "exponential" | "polynomial" | "cosine";
/** A schedule made of numbers. */
export const made = (name: Maker, args: readonly (number | boolean)[], steps: readonly number[]): Case => ({
  call: `${name}(${args.map(typed).join(", ")})`,
  make: (module) => (module[name] as (...args: unknown[]) => unknown)(...args),
  steps,
});

/** The rate of one step; anything that is not a schedule is shown as it is. */
export const rateAt = (schedule: unknown, step: number): unknown =>
  typeof schedule === "function" ? (schedule as Solution.Schedule)(step) : schedule;

/** Each case's rates, in the order of its steps. */
const ratesOf = (module: Module, cases: readonly Case[]): unknown =>
  Object.fromEntries(
    cases.flatMap(({ call, make, steps }) => {
      const schedule = make(module);
      return steps.map((step) => [`${call}(${step})`, rateAt(schedule, step)]);
    }),
  );

/** A question about the rates of some schedules. */
export const rates = (
  what: Text,
  cases: (draw: Draw) => readonly Case[],
  more: Partial<Question<Module>> = {},
): Question<Module> => ({ what, ask: (module, draw) => ratesOf(module, cases(draw)), ...more });

/** All schedules are made first, and asked in turn afterwards: from the last step to the first, and then again. */
export const inTurns = (what: Text, cases: (draw: Draw) => readonly Case[]): Question<Module> => ({
  what,
  ask(module, draw) {
    const all = cases(draw).map((each) => ({ ...each, schedule: each.make(module) }));
    const round = (): unknown =>
      Object.fromEntries(
        all[0]!.steps.flatMap((_, i) =>
          all.map(({ call, schedule, steps }) => {
            const step = steps.at(-1 - i)!;
            return [`${call}(${step})`, rateAt(schedule, step)];
          }),
        ),
      );
    return { "made first, asked in turns": round(), "asked again": round() };
  },
  names: {
    "made first, asked in turns": {
      en: "made first, asked in turns, last step first",
      zh: "先全部建好，再轮流从后往前问",
    },
    "asked again": { en: "asked once more", zh: "再问一遍" },
  },
});

/** Relative rounding alone: some rates are so small that an absolute tolerance would accept anything. */
export const tiny = {
  within: {
    relative: 1e-9,
    absolute: 1e-30,
    why: { en: "rates this small are compared by their leading digits", zh: "这么小的学习率按有效数字比较" },
  },
} as const;
