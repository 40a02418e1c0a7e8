import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Block } from "./blocks.ts";

/**
 * Puts a block into the file it names below `root`: a new file (`file=`), the whole of one that is there (`replaces=`), or,
 * of a diff, the lines that replace those it shows.
 *
 * @returns the file's name.
 */
export function place(root: string, { info, language, line, text }: Block): string {
  const [, how, name] = /\b(file|replaces)=(\S+)/.exec(info) ?? [];
  if (name === undefined)
    throw new Error(`CONTRIBUTING.md:${line}: name the block's file, as in file=a/b.ts or replaces=a/b.ts`);
  const file = path.join(root, name);
  if (language === "diff") {
    const lines = text.trimEnd().split("\n");
    const side = (leftOut: string): string =>
      lines
        .filter((each) => !each.startsWith(leftOut))
        .map((each) => each.slice(1))
        .join("\n");
    const before = readFileSync(file, "utf8");
    const parts = before.split(`${side("+")}\n`);
    if (parts.length !== 2) {
      throw new Error(
        `CONTRIBUTING.md:${line}: ${name} has the lines around this change ${parts.length - 1} times, not once; fix the block`,
      );
    }
    writeFileSync(file, parts.join(`${side("-")}\n`));
  } else {
    if (existsSync(file) !== (how === "replaces")) {
      throw new Error(
        how === "file"
          ? `CONTRIBUTING.md:${line}: ${name} exists by now; show how to add something else`
          : `CONTRIBUTING.md:${line}: there is no ${name} to be replaced; see what the command writes`,
      );
    }
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return name;
}
