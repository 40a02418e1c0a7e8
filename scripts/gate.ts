import path from "node:path";
import { colors, CourseError, languageOf, wantsColor } from "@downhill/grader";
import { gate, type GateReport } from "@downhill/grader/gate";

/* The gate of one lab: `node scripts/gate.ts labs/NN-name`. `npm run labs:gate` runs it for all that have changed. */
const root = path.resolve(import.meta.dirname, "..");
const folder = path.resolve(process.argv[2] ?? ".");
const lab = path.basename(folder);
const paint = colors(wantsColor(process.env, process.stdout.isTTY));

async function examine(): Promise<GateReport> {
  try {
    return await gate(folder, { right: path.join(root, "test", "labs", "right", lab) });
  } catch (error) {
    if (!(error instanceof CourseError)) throw error;
    const detail = error.text[languageOf(process.env)];
    return { lab, ok: false, checks: [{ id: "loads", ok: false, detail }], milliseconds: 0 };
  }
}

const { ok, checks, milliseconds } = await examine();
const good = checks.filter((check) => check.ok).length;
const lines = [
  `${ok ? paint.green("✓") : paint.red("✗")} ${lab.padEnd(28)} ${good} of ${checks.length} checks  ${(milliseconds / 1000).toFixed(1)} s`,
  ...checks.filter((check) => !check.ok).map(({ id, detail }) => `    ✗ ${id}: ${detail}`),
];
process.stdout.write(`${lines.join("\n")}\n`);
process.exitCode = ok ? 0 : 1;
