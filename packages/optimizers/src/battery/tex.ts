import { readFileSync } from "node:fs";

/** The displayed formula in the doc block of what `src/name.ts` exports under its own name. */
export function formulaOf(name: string): string {
  const source = readFileSync(new URL(`../${name}.ts`, import.meta.url), "utf8");
  const [before, exported] = source.split(
    new RegExp(`^export (?=(?:async )?(?:function|const) ${name}\\b)`, "m"),
  );
  const block = before?.slice(before.lastIndexOf("/**")).replaceAll(/^ \* ?/gm, "");
  const tex = /\$\$([^]+?)\$\$/.exec(block ?? "")?.[1];
  if (exported === undefined || tex === undefined) {
    throw new Error(
      `src/${name}.ts has no formula between $$ and $$ in the doc block of ${name}; write it there`,
    );
  }
  return tex.replaceAll(/\s+/g, " ").trim();
}
