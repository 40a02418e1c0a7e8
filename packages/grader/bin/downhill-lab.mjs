#!/usr/bin/env node
// `npm test` inside a lab: vitest with the lab's own report. Grading starts before vitest is loaded, so that both load at the same time.
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { startTestEarly } from "./start-test.mjs";

const args = process.argv.slice(2);

/**
 * Takes an option and its value out of the arguments.
 *
 * @param {string} name
 */
function taken(name) {
  const at = args.findIndex((arg) => arg === name || arg.startsWith(`${name}=`));
  if (at === -1) return undefined;
  if (args[at] === name) return args.splice(at, 2)[1] ?? "";
  return args
    .splice(at, 1)
    .join("")
    .slice(name.length + 1);
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

/**
 * The labs' folder under a name that is valid in an address: vite treats what follows a `#` or a `?` differently.
 *
 * @param {string} labs
 */
function addressable(labs) {
  if (!/[#?%]/.test(labs)) return labs;
  const home = mkdtempSync(path.join(realpathSync(tmpdir()), "downhill-"));
  const link = path.join(home, "course");
  symlinkSync(path.dirname(labs), link, "junction");
  process.once("exit", () => rmSync(home, { recursive: true, force: true }));
  return path.join(link, path.basename(labs));
}

const manifest = createRequire(path.join(folder, "package.json")).resolve("vitest/package.json");
const { bin } = JSON.parse(readFileSync(manifest, "utf8"));
const labs = addressable(path.dirname(folder));
const settings = ["--root", labs, "--config", path.join(labs, "vitest.lab.config.ts")];
process.argv.splice(2, Infinity, "run", ...settings, ...args);
await import(pathToFileURL(path.join(path.dirname(manifest), bin.vitest)).href);
