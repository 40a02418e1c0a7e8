import { checkForm } from "./check-form.ts";
import type { Bilingual } from "./bilingual.ts";

/** Names in other libraries for things that have a different name here. */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  axis: ["axes"],
  dim: ["axes", "axis"],
  ddof: ["correction"],
  lr: ["learningRate"],
  eps: ["epsilon"],
  etamin: ["final"],
  wd: ["weightDecay"],
  monitor: ["by"],
  double: ["float64"],
  float: ["float32"],
  gpu: ["webgpu"],
  cpu: ["wasm"],
};

const plain = (name: string): string => name.toLowerCase().replaceAll("_", "");

/** How many letters must be inserted, deleted, changed or swapped with the next to turn one name into another. */
function edits(a: string, b: string): number {
  let [before, row] = [[] as number[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swapped = i > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next.push(
        Math.min(
          next[j - 1]! + 1,
          row[j]! + 1,
          row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1),
          swapped ? before[j - 2]! + 1 : Infinity,
        ),
      );
    }
    [before, row] = [row, next];
  }
  return row[b.length]!;
}

/**
 * The name that was probably meant, if one is close: the same thing under its name in other libraries, a name that differs
 * in at most a third of its letters, or the only one that starts this way.
 *
 * @example
 * ```ts
 * import { meant } from "@downhill/tensor";
 * meant("learning_rat", ["momentum", "learningRate"]); // "learningRate"
 * meant("nothing", ["momentum", "learningRate"]); // undefined
 * ```
 * @see Damerau, "A technique for computer detection and correction of spelling errors", Communications of the ACM 7, 1964.
 */
export function meant(given: string, names: readonly string[]): string | undefined {
  checkForm("meant", "given", given, "text");
  checkForm("meant", "names", names, ["text"]);
  const [same] = Object.entries(elsewhere).filter(([name]) => name === plain(given));
  const known = names.find((name) => same?.[1].includes(name));
  const near = names
    .map((name) => [edits(plain(given), plain(name)), name] as const)
    .sort(([a], [b]) => a - b)
    .find(
      ([distance, name]) =>
        distance <= Math.max(1, Math.floor(name.length / 3)) &&
        distance < Math.max(given.length, name.length),
    );
  const begun = names.filter((name) => given.length > 2 && plain(name).startsWith(plain(given)));
  return known ?? near?.[1] ?? (begun.length === 1 ? begun[0] : undefined);
}

/** The number of names listed; more would hide the one that was meant. */
const most = 12;

/**
 * The remedy for a name that does not exist: the name that was probably meant, and the available names.
 *
 * @param given the name, or whatever was given instead.
 * @returns the second half of a message, in both languages, without a full stop.
 * @example
 * ```ts
 * import { meantAmong } from "@downhill/tensor";
 * meantAmong("vald", ["valid", "same"]).en; // "did you mean valid? choose among valid, same"
 * meantAmong("full", ["valid", "same"]).en; // "choose among valid, same"
 * ```
 */
export function meantAmong(given: unknown, names: readonly string[]): Bilingual {
  checkForm("meantAmong", "names", names, ["text"]);
  const near = typeof given === "string" ? meant(given, names) : undefined;
  const listed = (comma: string): string =>
    names.slice(0, most).join(comma) + (names.length > most ? `${comma}…` : "");
  return {
    en: `${near === undefined ? "" : `did you mean ${near}? `}choose among ${listed(", ")}`,
    zh: `${near === undefined ? "" : `是否想写 ${near}？`}可选的有 ${listed("、")}`,
  };
}
