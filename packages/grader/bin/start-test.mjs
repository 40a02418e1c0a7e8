import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const command = fileURLToPath(new URL("downhill.mjs", import.meta.url));
const early = Symbol.for("@downhill/grader: test started early");

/**
 * Where a run that started early waits: on the global object, because vitest loads this module again.
 *
 * @type {{ [early]?: { readonly folder: string, readonly ran: Promise<import("./start-test.mjs").Ran> } | undefined }}
 */
const shared = globalThis;

/**
 * Runs `downhill test --json` in a lab's folder, in a separate process.
 *
 * @param {string} folder
 * @param {readonly string[]} args
 * @returns {Promise<import("./start-test.mjs").Ran>}
 */
function start(folder, args) {
  const child = spawn(process.execPath, [command, "test", "--json", ...args], {
    cwd: folder,
    env: { ...process.env, NODE_OPTIONS: "" },
    stdio: ["ignore", "pipe", "pipe"],
    windowsHide: true,
  });
  let [out, err] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (err += text));
  return new Promise((resolve, reject) =>
    child.once("error", reject).once("close", (code) => resolve({ code, out, err })),
  );
}

/**
 * Starts to grade before anything else is loaded; the next `startTest` for this folder takes it over.
 *
 * @type {typeof import("./start-test.mjs").startTestEarly}
 */
export function startTestEarly(folder, args) {
  const ran = start(folder, args);
  ran.catch(() => undefined);
  shared[early] = { folder, ran };
}

/**
 * The result of `downhill test --json`: of the run that started early, or of a new one.
 *
 * @type {typeof import("./start-test.mjs").startTest}
 */
export function startTest(folder) {
  const waiting = shared[early];
  if (waiting?.folder !== folder) return start(folder, []);
  delete shared[early];
  return waiting.ran;
}
