import { readFileSync } from "node:fs";
import path from "node:path";

const words = /(?<![_^{])\\text\{([^}]*)\}/g;
let dictionary: ReadonlyMap<string, string> | undefined;

/** What the two languages of the reference's table call the same words in the same formulas. */
function dictionaryOf(root: string): ReadonlyMap<string, string> {
  const [english = [], chinese = []] = ["reference.md", "reference.zh.md"].map((file) =>
    [...readFileSync(path.join(root, "docs/reference", file), "utf8").matchAll(words)].map(
      ([, text]) => text!,
    ),
  );
  return new Map(english.map((text, i) => [text.trim(), chinese[i] ?? text]));
}

/** A formula with its words in Chinese, as the reference's table has them; short names such as "final" are symbols. */
export function inChinese(root: string, tex: string): string {
  dictionary ??= dictionaryOf(root);
  return tex.replaceAll(words, (whole, text: string) => {
    const said = dictionary!.get(text.trim());
    return said === undefined ? whole : String.raw`\text{${said}}`;
  });
}
