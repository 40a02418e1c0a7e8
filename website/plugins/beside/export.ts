import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** What a package exports under a name, as its source has it. */
export interface Exported {
  /** The file, relative to the repository. */
  readonly file: string;
  /** The number of the code's first line there. */
  readonly line: number;
  /** Its doc block without the stars. */
  readonly doc: string;
  readonly code: readonly string[];
  /** All of the file. */
  readonly text: string;
  /** The package that it is in. */
  readonly owner: string;
}

/** What is public is at the top of a package, or among its ops; a function of the same name may be deeper. */
const depth = (file: string): number => (file.startsWith("ops") ? 0 : file.split(path.sep).length);

const kept = new Map<string, readonly (readonly [file: string, text: string])[]>();

/** The sources of a package, without its tests. */
export function sourcesOf(root: string, owner: string): readonly (readonly [file: string, text: string])[] {
  const folder = path.posix.join("packages", owner, "src");
  const key = path.join(root, folder);
  const before = kept.get(key);
  if (before !== undefined) return before;
  if (!existsSync(key)) throw new Error(`there is no package ${owner} in ${folder}.`);
  const found = readdirSync(key, { recursive: true, encoding: "utf8" })
    .filter((file) => /^[^.]+\.ts$/.test(file))
    .toSorted((a, b) => (depth(a) === depth(b) ? Number(a > b) - Number(a < b) : depth(a) - depth(b)))
    .map((file) => {
      const name = path.posix.join(folder, file.replaceAll(path.sep, "/"));
      return [name, readFileSync(path.join(root, name), "utf8")] as const;
    });
  kept.set(key, found);
  return found;
}

/** The last line of a declaration that begins at `first`: the one that closes what it opens, or else its semicolon. */
function lastLine(lines: readonly string[], first: number): number {
  let open = false;
  for (let i = first; i < lines.length; i++) {
    const line = lines[i]!;
    if (i > first && /^[)}\]]/.test(line)) {
      if (!/(?:\{|=>)$/.test(line)) return i;
      // The body of an arrow that is an expression ends before an empty line.
      if (line.endsWith("=>"))
        return lines.findIndex((each, k) => k > i && each.endsWith(";") && (lines[k + 1] ?? "") === "");
      open = true;
    } else if (/[{([]$/.test(line)) open = true;
    else if (!open && line.endsWith(";")) return i;
  }
  return first;
}

/**
 * What a package exports under a name; what it passes on from another package is found there.
 *
 * @throws {Error} If no source exports it.
 */
export function exportedAs(root: string, what: string): Exported {
  const [owner = "", name = ""] = what.replace("@downhill/", "").split("#");
  const declared = new RegExp(String.raw`^export (?:async )?(?:const|function) ${name}\b`);
  for (const package_ of [owner, ...readdirSync(path.join(root, "packages")).toSorted()]) {
    // In the package itself; elsewhere only if it passes the name on.
    if (package_ !== owner && !passesOn(root, owner, package_, name)) continue;
    for (const [file, text] of sourcesOf(root, package_)) {
      const lines = text.split("\n");
      const first = lines.findIndex((line) => declared.test(line));
      if (first < 0) continue;
      const before = lines.slice(0, first);
      const block = before.slice(before.findLastIndex((line) => line.startsWith("/**")));
      const doc = block
        .map((line) => line.replace(/^\/\*\*\s?|^ \*\/|^ \* ?/, "").replace(/\s*\*\/$/, ""))
        .join("\n");
      return {
        file,
        line: first + 1,
        doc,
        code: lines.slice(first, lastLine(lines, first) + 1),
        text,
        owner: package_,
      };
    }
  }
  throw new Error(`${what} is exported by no source.`);
}

const passesOn = (root: string, owner: string, other: string, name: string): boolean =>
  sourcesOf(root, owner).some(([, text]) =>
    new RegExp(String.raw`export \{[^}]*\b${name}\b[^}]*\} from "@downhill/${other}"`).test(text),
  );
