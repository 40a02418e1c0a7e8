import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { fromSource } from "../judge/own-module.ts";

/** Arguments of Node that make it read TypeScript, and our packages' sources when this package runs from its own. */
export const sourceArguments = (): readonly string[] => [
  ...(fromSource ? ["--conditions=@downhill/source"] : []),
  "--import",
  pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href,
];
