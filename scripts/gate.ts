import { existsSync, readdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { colors, gate, type GateReport, labIds, wantsColor } from "@downhill/grader";

/*
 * The maintainers' gate: proves what every lab promises, two labs at a time. In CI, or with --pristine, every lab's
 * src/ must be its starter. Names of labs after the command limit it to those.
 */
const root = path.resolve(import.meta.dirname, "..");
const asked = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const pristine = process.argv.includes("--pristine") || process.env["CI"] === "true";
const paint = colors(wantsColor(process.env, process.stdout.isTTY));

const labs = labIds(root).filter((id) => asked.length === 0 || asked.some((word) => id.startsWith(word)));
if (labs.length === 0) {
  process.stderr.write("The gate found no lab; nothing is proven.\n");
  process.exit(1);
}

const row = ({ lab, ok, checks, milliseconds }: GateReport): string => {
  const good = checks.filter((check) => check.ok).length;
  const mark = ok ? paint.green("✓") : paint.red("✗");
  return `${mark} ${lab.padEnd(28)} ${String(good).padStart(3)}/${checks.length} checks  ${(milliseconds / 1000).toFixed(1)} s`;
};

async function examine(lab: string): Promise<GateReport> {
  try {
    return await gate(path.join(root, "labs", lab), { pristine });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { lab, ok: false, checks: [{ id: "loads", ok: false, detail }], notes: [], milliseconds: 0 };
  }
}

function print(report: GateReport): void {
  const lines = [
    row(report),
    ...report.checks.filter(({ ok }) => !ok).map(({ id, detail }) => `    ✗ ${id}: ${detail}`),
    ...report.notes.map((note) => `    · ${paint.dim(note)}`),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}

// The longest first, so that no core is idle at the end.
const mistakes = (lab: string): number => {
  const folder = path.join(root, "labs", lab, "mistakes");
  return existsSync(folder) ? readdirSync(folder).length : 0;
};
const waiting = labs.toSorted((one, other) => mistakes(other) - mistakes(one));
let good = 0;
const worker = async (): Promise<void> => {
  for (let lab = waiting.shift(); lab !== undefined; lab = waiting.shift()) {
    const report = await examine(lab);
    print(report);
    if (report.ok) good++;
  }
};
await Promise.all(Array.from({ length: Math.min(2, os.availableParallelism()) }, worker));
process.stdout.write(`${good} of ${labs.length} labs keep what they promise.\n`);
process.exitCode = good === labs.length ? 0 : 1;
