import {
  asked,
  kept,
  type Oddity,
  type Question,
  sampled,
  type Text,
  typed,
} from "@downhill/grader/questions";
import type { Matrix, Vector } from "../key/solution.ts";
import type * as Solution from "../key/solution.ts";

export type Module = typeof Solution;
/** The functions that take numbers and what they should be. */
export type Name = Exclude<keyof Module, "slopes" | "softmax">;
export type Case = readonly [numbers: Vector | Matrix, right: Vector];

type Call = (numbers: unknown, right: Vector) => unknown;
const fresh = (list: Vector | Matrix): Vector | Matrix =>
  list.map((each: number | Vector) => (typeof each === "number" ? each : [...each])) as Vector | Matrix;

/** An answer as it is now: a list that later calls write into is reported by the question that asks about it. */
export const now = (answer: unknown): unknown => kept(answer)["at once"];

/** What functions answer, each under the call that a learner could type. */
export const answered = (module: Module, names: readonly Name[], cases: readonly Case[]): unknown =>
  Object.fromEntries(
    names.flatMap((name) =>
      cases.map(([numbers, right]) => [
        `${name}(${typed(numbers)}, ${typed(right)})`,
        now((module[name] as Call)(fresh(numbers), [...right])),
      ]),
    ),
  );

export const sampleAxis: Text = { en: "sample", zh: "个样本" };
export const classAxis: Text = { en: "class", zh: "个类别" };

/** Fixed cases of some functions, as a question. */
export const fixed = (
  names: readonly Name[],
  what: Text,
  cases: () => readonly Case[],
  more: Partial<Question<Module>> = {},
): Question<Module> => ({ what, ask: (module) => answered(module, names, cases()), ...more });

/** Some entries of a long answer; its rows keep all of theirs. */
export const some = (answer: unknown, every: number): unknown =>
  typeof answer === "number" ? answer : sampled(answer, every);

/** Writes other numbers into a list that was returned, or into its rows, and makes it longer. */
function overwrite(answer: unknown): void {
  if (!Array.isArray(answer) || Object.isFrozen(answer)) return;
  const rows = answer.filter((each) => Array.isArray(each));
  for (const row of rows) overwrite(row);
  if (rows.length === 0) answer.fill(99);
  answer.push(99);
}

/** A call made again after its caller wrote into the first answer: a list that was not new shows it here. */
export function again(
  call: (...lists: readonly (Vector | Matrix)[]) => unknown,
  given: () => readonly (Vector | Matrix)[],
): Readonly<Record<"lists given" | "same call again", unknown>> {
  const lists = given();
  overwrite(call(...lists));
  return { "lists given": lists, "same call again": call(...given()) };
}
export const overwritten: Pick<Question<Module>, "what" | "names"> = {
  what: {
    en: "the same call again, after other numbers were written into the list that it returned",
    zh: "往返回的列表里写入别的数之后，再做一次同样的调用",
  },
  names: {
    "lists given": { en: "the lists that the first call was given", zh: "第一次调用时传入的列表" },
    "same call again": { en: "the answer to the same call", zh: "再次调用的返回值" },
  },
};
const none: Case = [[], []];
const returnsList = (name: Name): boolean => name.endsWith("Gradient");

/**
 * The requirements for every function that takes two lists: nothing is changed, nothing is remembered, an empty list works.
 * The case `other` has the form of `one`, so that a list reused for all answers of one form is noticed.
 */
export const manners = (
  names: readonly Name[],
  one: () => Case,
  other: () => Case,
  holds: readonly Oddity[],
): readonly Question<Module, never>[] =>
  asked<Module>(
    {
      what: { en: "an empty batch", zh: "空的批次" },
      ask: (module) => answered(module, names, [none]),
      holds,
    },
    {
      what: {
        en: "the lists afterwards, and the answer once they were overwritten",
        zh: "调用之后的两个列表，以及把它们改掉之后的返回值",
      },
      ask: (module) =>
        Object.fromEntries(
          names.map((name) => {
            const [numbers, right] = one();
            const answer = (module[name] as Call)(numbers, right);
            const seen = { "first list afterwards": fresh(numbers), "second list afterwards": [...right] };
            for (const list of [...numbers.filter((each) => typeof each !== "number"), right]) list.fill(99);
            if (typeof numbers[0] === "number") (numbers as Vector).fill(99);
            return [name, { ...seen, answer }];
          }),
        ),
      names: {
        "first list afterwards": { en: "the first list afterwards", zh: "之后的第一个列表" },
        "second list afterwards": { en: "the second list afterwards", zh: "之后的第二个列表" },
      },
    },
    {
      what: {
        en: "three calls, the last one as the first, each answer checked again at the end",
        zh: "调用三次，最后一次与第一次相同，每次的返回值到最后再看一遍",
      },
      ask: (module) =>
        Object.fromEntries(
          names.flatMap((name) =>
            [one(), other(), one()].map(([numbers, right], i) => [
              `${i + 1}. ${name}(${typed(numbers)}, ${typed(right)})`,
              kept((module[name] as Call)(numbers, right)),
            ]),
          ),
        ),
    },
    ...(names.some(returnsList)
      ? asked<Module>({
          ...overwritten,
          ask: (module) =>
            Object.fromEntries(
              names.filter(returnsList).flatMap((name) =>
                [one(), none].map(([numbers, right]) => [
                  `${name}(${typed(numbers)}, ${typed(right)})`,
                  again(
                    (first, second) => (module[name] as Call)(first, second as Vector),
                    () => [fresh(numbers), [...right]],
                  ),
                ]),
              ),
            ),
          holds: ["empty"],
        })
      : []),
  );
