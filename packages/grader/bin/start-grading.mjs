import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** True in the course's repository, where everything runs from its TypeScript source; false as published. */
export const fromSource = !import.meta.url.includes("/node_modules/");

/** Arguments of Node that make it read TypeScript, and our packages' sources when this package runs from its own. */
export const nodeArguments = () => [
  ...(fromSource ? ["--conditions=@downhill/source"] : []),
  "--import",
  import.meta.resolve("tsx"),
];

/** The address of a module of this package that is to be a process of its own. */
export const moduleFile = (name) =>
  fileURLToPath(new URL(fromSource ? `../src/${name}.ts` : `../dist/${name}.js`, import.meta.url));

/** Starts the process that grades a lab; it loads the lab at once and then waits for the file to grade. */
function start(folder, root) {
  const home = mkdtempSync(path.join(tmpdir(), "downhill-"));
  const events = path.join(home, "events");
  const child = spawn(process.execPath, [...nodeArguments(), moduleFile("child"), folder, root, events], {
    stdio: ["pipe", "pipe", "pipe"],
    cwd: folder,
    env: { ...process.env, NODE_OPTIONS: "" },
    windowsHide: true,
  });
  return { child, home, events };
}

const early = Symbol.for("@downhill/grader: started early");

/** Starts grading before anything else is loaded; the next `startGrading` for this lab takes it over. */
export function startEarly(folder, root) {
  globalThis[early] = { folder, ...start(folder, root) };
}

/** A process for this lab: the one started early, or a new one. */
export function startGrading(folder, root) {
  const waiting = globalThis[early];
  if (waiting?.folder !== folder) return start(folder, root);
  delete globalThis[early];
  return waiting;
}
