import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const packages = path.resolve(import.meta.dirname, "../../packages");
let sources: readonly string[] | undefined;

/** The doc block in front of what `name` is exported as, in the package or in the one that it comes from. */
function docBlockOf(owner: string, name: string): string {
  sources ??= readdirSync(packages, { recursive: true, encoding: "utf8" }).filter((file) =>
    /^\w+[\\/]src[\\/][^.]+\.ts$/.test(file),
  );
  const mine = sources.filter((file) => file.startsWith(`${owner}${path.sep}`));
  for (const file of [...mine, ...sources]) {
    const text = readFileSync(path.join(packages, file), "utf8");
    const at = text.search(new RegExp(`^export (?:async )?(?:function|const) ${name}\\b`, "m"));
    if (at < 0) continue;
    const before = text.slice(0, at);
    return before.slice(before.lastIndexOf("/**")).replaceAll(/^ \* ?/gm, "");
  }
  throw new Error(`no source of @downhill/${owner} exports ${name}; export it under its own name`);
}

/** The formula of a doc block: the displayed one, or the first in its text that is more than a symbol. */
export function formulaOf(owner: string, name: string): string {
  const block = docBlockOf(owner, name).replace(/^@example[^]*/m, "");
  const tex =
    /\$\$([^]+?)\$\$/.exec(block)?.[1] ??
    [...block.matchAll(/\$([^$]+)\$/g)]
      .map(([, inline]) => inline!)
      .find((inline) => !/^\\?\w+$/.test(inline));
  if (tex === undefined)
    throw new Error(
      `the doc block of ${name} in @downhill/${owner} has no formula; write it between $ and $`,
    );
  return tex.replaceAll(/\s+/g, " ").trim().replace(/[.,]$/, "");
}
