import { KindError } from "./kind-error.ts";
import { ValueError } from "./value-error.ts";
import { written } from "./written.ts";

/** Names by which other libraries call what has another name here. */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  axis: ["axes"],
  dim: ["axes", "axis"],
  ddof: ["correction"],
  lr: ["learningRate"],
  eps: ["epsilon"],
  etamin: ["final"],
  wd: ["weightDecay"],
};

const plain = (name: string): string => name.toLowerCase().replaceAll("_", "");

/** How many letters must be put in, taken out or changed to make one name of another. */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}

/** The name that was probably meant, if one is near. */
function meant(given: string, names: readonly string[]): string | undefined {
  const known = names.find((name) => elsewhere[plain(given)]?.includes(name));
  const near = names
    .map((name) => [edits(plain(given), plain(name)), name] as const)
    .sort(([a], [b]) => a - b)
    .find(([distance, name]) => distance <= Math.max(1, Math.floor(name.length / 3)));
  return known ?? near?.[1];
}

/**
 * Refuses options that have a name which nobody reads, and so would be ignored without a word.
 *
 * @param owner names the function in the message, and `names` its options.
 * @returns the options, or none where nothing was given.
 * @throws ValueError when there is no such option, with the one that was probably meant; KindError when the options are
 *   not an object with names.
 * @example
 * ```ts
 * import { checkOptions } from "@downhill/tensor";
 * const { size = 1 } = checkOptions("myLayer", { size: 3 } as { size?: number }, ["size"]);
 * size; // 3; with { sise: 3 }: ValueError 'myLayer: there is no option "sise"; did you mean size? …'
 * ```
 */
export function checkOptions<O extends object>(
  owner: string,
  given: O | undefined,
  names: readonly (keyof O & string)[],
): O {
  if (given === undefined) return {} as O;
  if (typeof given !== "object" || (given as object | null) === null || Array.isArray(given)) {
    const [value, first = "…"] = [written(given), ...names];
    throw new KindError("invalid-option", {
      en: `${owner}: ${value} stands where an option belongs; give it by its name, { ${first}: ${value} }`,
      zh: `${owner}：${value} 写在了选项的位置；选项要写出名字：{ ${first}: ${value} }`,
    });
  }
  const odd = Object.keys(given).find((name) => !(names as readonly string[]).includes(name));
  if (odd === undefined) return given;
  const [near, list] = [meant(odd, names), names.join(", ")];
  throw new ValueError("unknown-option", {
    en: `${owner}: there is no option "${odd}"; ${near === undefined ? "" : `did you mean ${near}? `}${list === "" ? "it takes none" : `it takes ${list}`}`,
    zh: `${owner}：没有名为 "${odd}" 的选项；${near === undefined ? "" : `是否想写 ${near}？`}${list === "" ? "它没有选项" : `可用的有 ${list}`}`,
  });
}
