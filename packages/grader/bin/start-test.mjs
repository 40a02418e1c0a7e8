import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const command = fileURLToPath(new URL("downhill.mjs", import.meta.url));
const early = Symbol.for("@downhill/grader: test started early");

/** Runs `downhill test --json` in a lab's folder, in a separate process. */
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

/** Starts to grade before anything else is loaded; the next `startTest` for this folder takes it over. */
export function startTestEarly(folder, args) {
  const ran = start(folder, args);
  ran.catch(() => undefined);
  globalThis[early] = { folder, ran };
}

/** What `downhill test --json` came to: the run that started early, or a new one. */
export function startTest(folder) {
  const waiting = globalThis[early];
  if (waiting?.folder !== folder) return start(folder, []);
  delete globalThis[early];
  return waiting.ran;
}
