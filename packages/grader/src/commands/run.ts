import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import type { ExitCode } from "./exit-code.ts";
import type { Output } from "./output.ts";
import { sourceArguments } from "./source-arguments.ts";

/** Runs a program as an ordinary process with the learner's terminal. */
export async function runProgram(
  program: string,
  words: readonly string[],
  options: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<ExitCode> {
  const child = spawn(process.execPath, [...sourceArguments(), program, ...words], {
    stdio: "inherit",
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
  });
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once("error", reject).once("close", resolve),
  );
  return code === 0 ? 0 : 1;
}

/**
 * `downhill run`: runs a program of the learner's, which may import their desk and the course's packages. It is an
 * ordinary process with the learner's terminal: nothing is graded, limited or sandboxed.
 */
export async function run(out: Output, file: string, words: readonly string[]): Promise<ExitCode> {
  const program = path.resolve(out.from, file);
  if (!existsSync(program)) {
    out.complain(
      out.say({
        en: `There is no file ${file}. Save your program first, and give its path from the current folder.`,
        zh: `找不到文件 ${file}。请先保存程序，再写出从当前文件夹出发的路径。`,
      }),
    );
    return 2;
  }
  return runProgram(program, words, { cwd: out.from });
}
