import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** An export of a package: its formula and its code, taken from the source. */
export interface Listing {
  /** The file, relative to the repository. */
  readonly file: string;
  /** The number of the code's first line there. */
  readonly line: number;
  /** The displayed formula of its doc block. */
  readonly tex: string;
  readonly code: readonly string[];
}

/**
 * What a package exports under a name.
 *
 * @throws {Error} If no file of the package exports it, or its doc block displays no formula.
 */
export function listingOf(root: string, what: string): Listing {
  const [owner = "", name = ""] = what.replace("@downhill/", "").split("#");
  const kebab = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const file = path.posix.join("packages", owner, "src", `${kebab}.ts`);
  if (!existsSync(path.join(root, file))) throw new Error(`${what} is not in ${file}.`);
  const lines = readFileSync(path.join(root, file), "utf8").split("\n");
  const first = lines.findIndex((line) => new RegExp(`^export (?:const|function) ${name}\\b`).test(line));
  if (first < 0) throw new Error(`${file} does not export ${name}.`);
  const last = lines.findIndex((line, i) => i > first && /^[)}]/.test(line));
  const doc = lines.slice(
    lines.slice(0, first).findLastIndex((line) => line.startsWith("/**")),
    first,
  );
  const tex = /\$\$([^]+?)\$\$/.exec(doc.map((line) => line.replace(/^ \* ?/, "")).join("\n"))?.[1];
  if (tex === undefined) throw new Error(`The doc block of ${name} in ${file} displays no formula.`);
  return { file, line: first + 1, tex: tex.trim(), code: lines.slice(first, last + 1) };
}
