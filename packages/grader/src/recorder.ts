import { closeness } from "./closeness.ts";
import { display } from "./display.ts";
import { equality } from "./equality.ts";
import { type Answer, answerOf } from "./fingerprint.ts";
import { isPromise } from "./kind-of-value.ts";
import type { Numbers, Probe, Text, Tolerance } from "./lab.ts";
import { isNotWritten } from "./todo.ts";
import type { Comparison } from "./verdict.ts";

const prefixed = (what: Text, outcome: Pick<Comparison, "ok" | "sentence">): Pick<Comparison, "sentence"> =>
  outcome.sentence === undefined
    ? {}
    : { sentence: { en: `${what.en}: ${outcome.sentence.en}.`, zh: `${what.zh}：${outcome.sentence.zh}。` } };

/** True for the errors that a missing export causes; they must not pass for the error that a check waits for. */
const isBrokenCall = (error: unknown): boolean =>
  error instanceof TypeError && /is not a (function|constructor)|of undefined|of null/.test(error.message);

/**
 * The probe that every run hands to a check: it records each comparison and never stops the check. It reads any value,
 * however odd, without throwing, and needs nothing of Node.
 *
 * @example
 * ```ts
 * import { Recorder } from "@downhill/grader/recorder";
 * const recorder = new Recorder();
 * recorder.equal({ en: "sum", zh: "和" }, 1 + 1, 2);
 * recorder.comparisons[0]?.ok; // true
 * ```
 */
export class Recorder implements Probe {
  readonly #comparisons: Comparison[] = [];
  readonly #answers: Answer[] = [];
  readonly #notes: Text[] = [];

  /** Every comparison so far, in order. */
  get comparisons(): readonly Comparison[] {
    return this.#comparisons;
  }

  /** What the code answered at each comparison. */
  get answers(): readonly Answer[] {
    return this.#answers;
  }

  /** What the check noted, in order. */
  get notes(): readonly Text[] {
    return this.#notes;
  }

  #record(actual: unknown, comparison: Comparison, relative = 0): void {
    this.#comparisons.push(comparison);
    this.#answers.push(answerOf(actual, relative));
  }

  close(
    what: Text,
    actual: unknown,
    expected: Numbers,
    tolerance: Tolerance,
    axes: readonly Text[] = [],
  ): void {
    const outcome = closeness(actual, expected, tolerance, axes);
    const { relative = 0, absolute = 0, why } = tolerance;
    this.#record(
      actual,
      { kind: "close", what, ...outcome, ...prefixed(what, outcome), tolerance: { relative, absolute, why } },
      relative,
    );
  }

  equal(what: Text, actual: unknown, expected: unknown): void {
    const outcome = equality(actual, expected);
    this.#record(actual, { kind: "equal", what, ...outcome, ...prefixed(what, outcome) });
  }

  holds(what: Text, condition: unknown, otherwise: Text): void {
    const ok = condition === true;
    const sentence = { en: `${what.en}: ${otherwise.en}`, zh: `${what.zh}：${otherwise.zh}` };
    this.#record(condition, { kind: "holds", what, ok, ...(ok ? {} : { sentence }) });
  }

  note(text: Text): void {
    this.#notes.push(text);
  }

  throws(what: Text, fn: () => unknown, message?: RegExp): void {
    const [seen, problem] = thrownBy(fn, message);
    const outcome = problem === undefined ? { ok: true } : { ok: false, sentence: problem };
    this.#record(seen, { kind: "throws", what, ...outcome, ...prefixed(what, outcome) });
  }
}

function thrownBy(fn: () => unknown, message: RegExp | undefined): readonly [seen: string, problem?: Text] {
  let value: unknown;
  try {
    value = fn();
  } catch (error) {
    if (isNotWritten(error)) throw error;
    if (!(error instanceof Error)) {
      return [
        `threw ${display(error)}`,
        {
          en: `an Error must be thrown, but ${display(error)} was thrown; write throw new Error("…")`,
          zh: `应当抛出 Error，实际抛出的却是 ${display(error)}，请写成 throw new Error("…")`,
        },
      ];
    }
    const seen = `threw ${error.name}: ${error.message}`;
    const fits = message === undefined ? !isBrokenCall(error) : message.test(error.message);
    if (fits) return [seen];
    return [
      seen,
      {
        en: `the error must say ${message === undefined ? "what is wrong" : `something like ${String(message)}`}, but it says "${error.message}"`,
        zh: `报错信息应当${message === undefined ? "说明哪里有问题" : `符合 ${String(message)}`}，实际却是“${error.message}”`,
      },
    ];
  }
  if (isPromise(value)) {
    void Promise.resolve(value).catch(() => undefined);
    return [
      "promise",
      {
        en: "an Error must be thrown at once, but a promise came back; remove `async`",
        zh: "应当立即抛出 Error，得到的却是一个 Promise，请去掉 `async`",
      },
    ];
  }
  return [
    `returned ${display(value)}`,
    {
      en: `an Error must be thrown, but ${display(value)} came back`,
      zh: `应当抛出 Error，实际却返回了 ${display(value)}`,
    },
  ];
}
