import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";

/** PyTorch's fused Adam in a separate process, which takes steps on request. */
export interface PyTorch {
  readonly version: string;
  /** The milliseconds that each step took. */
  timed(threads: number, steps: number): Promise<readonly number[]>;
  close(): void;
}

/** PyTorch, if the Python that `DOWNHILL_PYTHON` names, or `python3`, has it. */
export async function pytorch(size: number): Promise<PyTorch | undefined> {
  const script = path.join(import.meta.dirname, "adam.py");
  const python = process.env["DOWNHILL_PYTHON"] ?? "python3";
  const child = spawn(python, [script, String(size)], { stdio: ["pipe", "pipe", "ignore"] });
  child.on("error", () => undefined); // no such Python: its output ends
  child.stdin.on("error", () => undefined);
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const version = await lines.next();
  if (version.done === true) return undefined;
  return {
    version: version.value,
    async timed(threads, steps) {
      child.stdin.write(`${threads} ${steps}\n`);
      const answer = await lines.next();
      if (answer.done === true)
        throw new Error("bench: PyTorch ended before it answered; run bench/adam.py by hand");
      return answer.value.split(" ").map(Number);
    },
    close: () => child.stdin.end(),
  };
}
