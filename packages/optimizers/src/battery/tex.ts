import { readFileSync } from "node:fs";
import { fileOf } from "./file-of.ts";

/** The displayed formula in the doc block of an export, in the file named after it. */
export function formulaOf(name: string): string {
  const source = readFileSync(new URL(`../${fileOf(name)}.ts`, import.meta.url), "utf8");
  const [before, exported] = source.split(
    new RegExp(`^export (?=(?:async )?(?:function|const) ${name}\\b)`, "m"),
  );
  const block = before?.slice(before.lastIndexOf("/**")).replaceAll(/^ \* ?/gm, "");
  const tex = /\$\$([^]+?)\$\$/.exec(block ?? "")?.[1];
  if (exported === undefined || tex === undefined) {
    throw new Error(
      `src/${fileOf(name)}.ts has no formula between $$ and $$ in the doc block of ${name}; write it there`,
    );
  }
  return tex.replaceAll(/\s+/g, " ").trim();
}
