import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { languageOf, type Text } from "@downhill/grader";

/** The folder for what is fetched or built for devices, separate from the course's own packages. */
export const home = path.join(path.resolve(import.meta.dirname, ".."), ".downhill", "devices");

const language = languageOf(process.env);
export const say = (text: Text): void => console.log(text[language]);

export function fail(text: Text, exitCode = 1): never {
  console.error(text[language]);
  process.exit(exitCode);
}

/** Runs a program in that folder with its output shown, and returns whether it succeeded. */
export function run(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): boolean {
  const { status } = spawnSync(command, args, {
    cwd: home,
    stdio: "inherit",
    shell: process.platform === "win32",
    env: { ...process.env, ...env },
  });
  return status === 0;
}

/** Runs a program in that folder; its errors are shown when it ends, and returned with whether it succeeded. */
export function runHeard(
  command: string,
  args: readonly string[],
): { readonly done: boolean; readonly said: string } {
  const { status, stderr } = spawnSync(command, args, {
    cwd: home,
    encoding: "utf8",
    stdio: ["inherit", "inherit", "pipe"],
    shell: process.platform === "win32",
  });
  process.stderr.write(stderr);
  return { done: status === 0, said: stderr };
}

/** The output of a program, or `undefined` if it fails or does not exist. */
export function outputOf(command: string, args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync(command, args, {
    cwd: home,
    encoding: "utf8",
    shell: process.platform === "win32",
    stdio: ["ignore", "pipe", "ignore"],
  });
  return status === 0 ? stdout.trim() : undefined;
}

/** Makes the folder, with a manifest for npm. */
export function makeHome(): void {
  mkdirSync(home, { recursive: true });
  const manifest = path.join(home, "package.json");
  if (!existsSync(manifest)) writeFileSync(manifest, `${JSON.stringify({ private: true })}\n`);
}

/** Adds an npm package to it, and returns whether that succeeded. */
export function add(spec: string, env: Readonly<Record<string, string>> = {}): boolean {
  makeHome();
  return run("npm", ["install", "--no-audit", "--no-fund", "--prefix", home, spec], env);
}
