import { existsSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import type { Mistake } from "../lab/mistakes.ts";
import { ownModule } from "./own-module.ts";

/** The mistakes of a lab, read from its key; empty if it lists none. */
export async function keyMistakes(folder: string): Promise<readonly Mistake[]> {
  const file = path.join(folder, "key", "mistakes.ts");
  if (!existsSync(file)) return [];
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    alias: { "@downhill/grader/mistakes": ownModule("lab/mistakes") },
    logLevel: "silent",
  });
  const address = `data:text/javascript;base64,${Buffer.from(outputFiles[0]?.contents ?? []).toString("base64")}`;
  const { default: mistakes } = (await import(address)) as { default: readonly Mistake[] };
  return mistakes;
}
