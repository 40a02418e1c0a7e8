#!/usr/bin/env node
// `npm test` inside a lab: vitest with the lab's own report. Grading starts before vitest is loaded, so that both load at once.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { startTestEarly } from "./start-test.mjs";

const args = process.argv.slice(2);

/** Takes an option and its value out of the arguments. */
function taken(name) {
  const at = args.findIndex((arg) => arg === name || arg.startsWith(`${name}=`));
  if (at === -1) return undefined;
  if (args[at] === name) return args.splice(at, 2)[1] ?? "";
  return args.splice(at, 1)[0].slice(name.length + 1);
}

const language = taken("--lang");
if (language !== undefined) {
  if (language !== "en" && language !== "zh") {
    console.error(`--lang is en or zh.\n--lang 只能是 en 或 zh。`);
    process.exit(2);
  }
  process.env.DOWNHILL_LANG = language;
}
const device = taken("--device");
const timeout = taken("--timeout");
const options = [
  ...(device === undefined ? [] : [`--device=${device}`]),
  ...(timeout === undefined ? [] : [`--timeout=${timeout}`]),
];

const folder = process.cwd();
if (existsSync(path.join(folder, "lab.ts"))) startTestEarly(folder, options);

const manifest = createRequire(path.join(folder, "package.json")).resolve("vitest/package.json");
const { bin } = JSON.parse(readFileSync(manifest, "utf8"));
process.argv.splice(2, Infinity, "run", "--config", path.join("..", "vitest.lab.config.ts"), ...args);
await import(pathToFileURL(path.join(path.dirname(manifest), bin.vitest)).href);
