import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The lines printed by a script of this folder in a separate process. */
export async function linesOf(script: string, ...args: readonly string[]): Promise<readonly unknown[]> {
  const file = path.join(import.meta.dirname, script);
  const { stdout } = await run(
    process.execPath,
    ["--conditions=@downhill/source", "--import", "tsx", file, ...args],
    { maxBuffer: 2 ** 28 },
  );
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
}
