import { type Draw, fieldsOf, kept, short, shorts, type Text, typed } from "@downhill/grader/questions";
import type { Settings, State } from "../key/solution.ts";
import type * as Solution from "../key/solution.ts";

export type Module = typeof Solution;
export type Numbers = readonly number[];

export const readingAxis: Text = { en: "reading", zh: "个读数" };

/** A call as a learner could type it. */
export const called = (name: string, ...all: readonly unknown[]): string =>
  `${name}(${all.map(typed).join(", ")})`;

/** The names of what a function returns; extra fields are the learner's affair. */
export const parts = {
  track: ["best", "bad"],
  reduce: ["learningRate", "best", "bad", "cooldown"],
  reset: ["learningRate", "best", "bad", "cooldown", "first", "resets"],
} as const;

/** The loss as it goes for one of the lab's rules: the given fields of a state, the reading, the settings. */
export type Rule = "reduce" | "reset";
type Step = (state: never, reading: number, settings: never) => unknown;

/** Every call gets copies: a learner's code may write into what it is given. */
export const answered = (
  module: Module,
  name: Rule,
  cases: readonly (readonly [state: State, reading: number, settings: Settings])[],
): unknown =>
  Object.fromEntries(
    cases.map(([state, reading, settings]) => [
      called(name, state, reading, settings),
      fieldsOf(
        (module[name] as Step)({ ...state } as never, reading, { ...settings } as never),
        ...parts[name],
      ),
    ]),
  );

const isState = (answer: unknown, names: readonly string[]): boolean =>
  typeof answer === "object" && answer !== null && names.every((name) => name in answer);

/** A run over some readings, each state from the last answer; an unusable answer ends it. */
export function walk(
  module: Module,
  name: Rule,
  from: State,
  readings: Numbers,
  settings: Settings,
): readonly unknown[] {
  const seen: unknown[] = [];
  let state: unknown = { ...from };
  for (const reading of readings) {
    const answer = fieldsOf(
      (module[name] as Step)(state as never, reading, { ...settings } as never),
      ...parts[name],
    );
    seen.push(answer);
    if (!isState(answer, parts[name])) break;
    state = { ...(answer as object) };
  }
  return seen;
}

/** Runs over readings, each under what it starts from. */
export const walks = (
  module: Module,
  name: Rule,
  runs: readonly (readonly [from: State, readings: Numbers, settings: Settings])[],
): unknown =>
  Object.fromEntries(
    runs.map(([from, readings, settings]) => [
      `${name}(state, m, ${typed(settings)}) for m of ${typed(readings)}, state = ${typed(from)}`,
      walk(module, name, from, readings, settings),
    ]),
  );

/** What was passed in, checked after the call, and the answer once all of it was overwritten. */
export function owned(
  module: Module,
  name: Rule,
  state: State,
  reading: number,
  settings: Settings,
): readonly [string, unknown] {
  const [given, rules]: Record<string, number>[] = [{ ...state }, { ...settings }];
  const answer = fieldsOf((module[name] as Step)(given as never, reading, rules as never), ...parts[name]);
  const seen = { "state afterwards": { ...given }, "settings afterwards": { ...rules } };
  for (const each of [given!, rules!]) for (const field of Object.keys(each)) each[field] = 99;
  return [called(name, state, reading, settings), { ...seen, answer }];
}

export const overwritten: Readonly<Record<string, Text>> = {
  answer: {
    en: "the answer, once the caller has written 99 into everything that was passed in",
    zh: "调用者把传入的各项都改写成 99 之后的返回值",
  },
};

/** Two alternating runs; each answer is checked again at the end. */
export function inTurns(
  module: Module,
  name: Rule,
  runs: readonly (readonly [from: State, readings: Numbers, settings: Settings])[],
): unknown {
  const states: unknown[] = runs.map(([from]) => ({ ...from }));
  const turns = Math.max(...runs.map(([, readings]) => readings.length));
  return Object.fromEntries(
    Array.from({ length: turns }, (_, turn) =>
      runs.map(([, readings, settings], i) => {
        const [state, reading] = [states[i] as State, readings[turn]!];
        const given = turn === 0 ? typed(runs[i]![0]) : "…";
        const key = `${turn + 1}${"ab"[i]}. ${name}(${given}, ${reading}, ${typed(settings)})`;
        const answer: unknown = (module[name] as Step)(state as never, reading, { ...settings } as never);
        // From here on the learner's own object is the state: a rule that writes into it changes its earlier answer.
        if (isState(answer, parts[name])) states[i] = answer;
        return [key, kept(fieldsOf(answer, ...parts[name]))] as const;
      }),
    ).flat(),
  );
}

/** A margin with one decimal more than the losses, so that none of them lies exactly on it, where rounding would decide. */
export const drawnMargin = (draw: Draw, from: number, to: number): number =>
  Number((short(draw, from, to) + 0.0005).toFixed(4));

export const drawnSettings = (draw: Draw): Settings => ({
  factor: short(draw, 0.2, 0.8),
  patience: draw.integer(0, 3),
  minDelta: drawnMargin(draw, 0.02, 0.2),
  cooldown: draw.integer(0, 4),
  minRate: short(draw, 0.001, 0.01),
});

/** A loss that falls, with noise, and then stays where it is. */
export const drawnLosses = (draw: Draw, length: number): number[] => {
  const noise = shorts(draw, length, -0.2, 0.2);
  return noise.map((each, i) => Number((2 * Math.exp(-i / 5) + 1 + each).toFixed(3)));
};

/** The same reading `count` times. */
export const same = (reading: number, count: number): readonly number[] =>
  Array.from({ length: count }, () => reading);
