// Runs turbo, which takes unchanged results from its cache. It sends nothing over the network.
import { spawnSync } from "node:child_process";
import path from "node:path";

export const root = path.resolve(import.meta.dirname, "..");

/**
 * Returns the exit status of `turbo run` with these arguments, with its output shown.
 *
 * @param {string[]} args
 */
export function turbo(...args) {
  const { status } = spawnSync(
    process.execPath,
    [
      path.join(root, "node_modules", "turbo", "bin", "turbo"),
      "run",
      ...args,
      "--output-logs=full",
      "--log-prefix=none",
    ],
    {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" },
    },
  );
  return status ?? 1;
}
