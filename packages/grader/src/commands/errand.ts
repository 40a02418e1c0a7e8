import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ownModule } from "../judge/own-module.ts";
import type { Text } from "../lab/text.ts";
import { sourceArguments } from "./source-arguments.ts";

/** One result of the doctor. */
export interface Finding {
  readonly id: string;
  readonly title: Text;
  readonly ok: boolean;
  readonly detail: Text;
  /** What to do when it is not ok. */
  readonly remedy?: Text;
  /** Whether all labs run without it, so that its absence is not a fault. */
  readonly optional?: boolean;
  /** Details for programs; for `--json` only. */
  readonly facts?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

/**
 * Something for the doctor to check: `scripts/doctor.ts` of a course exports a list of them as its default. It
 * exports the names that `--device` takes as `devices`.
 */
export interface DoctorProbe {
  readonly id: string;
  readonly title: Text;
  run(): Promise<Omit<Finding, "id" | "title">> | Omit<Finding, "id" | "title">;
}

/** The input and the result of each errand. */
export interface Errands {
  devices: {
    takes: { readonly root: string };
    /** None if the course has no devices. */
    brings: { readonly devices: readonly string[] };
  };
  doctor: {
    takes: { readonly root: string; readonly packages: readonly string[] };
    brings: { readonly findings: readonly Finding[] };
  };
}

const patience = 60_000;

/** Does something that loads the course's own modules, in a process that can read them from source. */
export async function errand<K extends keyof Errands>(
  name: K,
  takes: Errands[K]["takes"],
): Promise<Errands[K]["brings"]> {
  const home = mkdtempSync(path.join(tmpdir(), "downhill-"));
  const file = path.join(home, "brought");
  try {
    const child = spawn(
      process.execPath,
      [...sourceArguments(), ownModule("commands/errand-process"), name, JSON.stringify(takes), file],
      { stdio: ["ignore", "ignore", "pipe"], cwd: takes.root, windowsHide: true, timeout: patience },
    );
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (said += chunk));
    const code = await new Promise<number | null>((resolve, reject) =>
      child.once("error", reject).once("close", resolve),
    );
    if (code !== 0)
      throw new Error(`The errand "${name}" failed (${code ?? "killed"}): ${said.trim().slice(0, 2000)}`);
    return JSON.parse(readFileSync(file, "utf8")) as Errands[K]["brings"];
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
