import { meant } from "@downhill/tensor";
import type { Callback, Events } from "./callback.ts";
import { meterName } from "./run-log.ts";
import { TrainingError } from "./training-error.ts";

const moments = {
  ...{ begin: true, step: true, reading: true, validation: true },
  ...{ epoch: true, checkpoint: true, end: true },
} satisfies Record<keyof Events, true>;

/** The names by which a callback is read; it may have others. */
const names: readonly string[] = Object.keys({
  ...moments,
  ...{ name: true, watches: true, save: true, restore: true },
} satisfies Record<keyof Callback, true>);

/** The names of the moments in other libraries: `onEpochEnd` is `epoch`. */
const plain = (name: string): string => name.replace(/^on_?/i, "").replace(/(?<=.)_?end$/i, "");

/** A short name may be the callback's own, like `stop` next to `step`, unless nothing else of the callback is ever called. */
const isMistake = (odd: string, near: string, callback: Callback): boolean =>
  near.length > 4 || /^on[A-Z_]/.test(odd) || !Object.keys(moments).some((moment) => moment in callback);

/**
 * Refuses callbacks that would never be called because a moment is misspelt, or that a checkpoint could not tell apart.
 *
 * @throws TrainingError that names the callback.
 */
export function checkCallbacks(callbacks: readonly Callback[]): void {
  const called = callbacks.map(({ name }) => name);
  const twice = called.find((name, i) => called.indexOf(name) !== i || name === meterName);
  if (twice !== undefined) {
    throw new TrainingError("duplicate", {
      en: `train: two callbacks are named "${twice}", and a checkpoint could not tell them apart; give each its own name.`,
      zh: `train：有两个回调都叫 "${twice}"，检查点将无法区分它们；请各取一个不同的名字。`,
    });
  }
  for (const callback of callbacks) {
    for (const [odd, value] of Object.entries(callback)) {
      if (names.includes(odd) || typeof value !== "function") continue;
      const near = meant(odd, names) ?? meant(plain(odd), names);
      if (near === undefined || near in callback || !isMistake(odd, near, callback)) continue;
      throw new TrainingError("unknown-name", {
        en: `train: the callback "${callback.name}" has a function "${odd}", which is never called; did you mean ${near}? The moments are ${Object.keys(moments).join(", ")}.`,
        zh: `train：回调 "${callback.name}" 的函数 "${odd}" 不会被调用；是否想写 ${near}？可用的时刻有 ${Object.keys(moments).join("、")}。`,
      });
    }
  }
}
