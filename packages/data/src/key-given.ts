import { key, type Key } from "@downhill/tensor";
import { DataError } from "./data-error.ts";

/** The given key; a bare seed or nothing is refused. */
export function keyGiven(who: string, given: Key): Key {
  const words: unknown = given;
  if (Array.isArray(words) && words.length === key(0).length && words.every(Number.isInteger)) return given;
  const found =
    words === undefined
      ? ["is missing", "没有给出"]
      : [`is ${JSON.stringify(words)}`, `是 ${JSON.stringify(words)}`];
  throw new DataError("not-a-key", {
    en: `${who}: the key ${found[0]}; make one from a seed, for example key: key(0).`,
    zh: `${who}：随机键 ${found[1]}；请由种子生成，例如 key: key(0)。`,
  });
}
