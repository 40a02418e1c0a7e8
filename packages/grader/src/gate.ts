import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readCourse } from "./lab/course.ts";
import { grade, gradeMany, rootOf } from "./grade.ts";
import { isUntouched, labFiles } from "./lab-files.ts";
import { manifestFaults } from "./manifest-faults.ts";
import type { LabCard } from "./protocol.ts";
import type { Verdict } from "./verdict.ts";

/** One thing that a lab promises, and whether it keeps it. */
export interface GateCheck {
  readonly id: string;
  readonly ok: boolean;
  /** What is wrong, for the lab's authors; empty when ok. */
  readonly detail: string;
}

/** Everything that the gate found out about one lab. */
export interface GateReport {
  readonly lab: string;
  readonly ok: boolean;
  readonly checks: readonly GateCheck[];
  /** Worth knowing, not wrong: a mistake that fails other tasks as well. */
  readonly notes: readonly string[];
  readonly milliseconds: number;
}

/** What the gate can be told. */
export interface GateOptions {
  /** Whether `src/` must still be the starter, as in a fresh clone; else a difference is only noted. */
  readonly pristine?: boolean;
}

const timeout = 60_000;

const check = (id: string, faults: readonly string[]): GateCheck => ({
  id,
  ok: faults.length === 0,
  detail: faults.join("; "),
});

const outcome = ({ id, failure, status }: Verdict["tasks"][number]): string =>
  `${id}: ${failure?.sentence.en ?? status}${failure?.at === undefined ? "" : ` (${failure.at.file}:${failure.at.line})`}`;

const scores = (verdict: Verdict, wanted: "nothing" | "everything"): readonly string[] =>
  verdict.tasks
    .filter((task) => (wanted === "everything" ? task.status !== "passed" : task.points > 0))
    .map((task) => (wanted === "everything" ? outcome(task) : `${task.id} gives ${task.points} points`));

/** Learner's files that must score nothing, whatever the lab. */
const hopeless = (names: readonly string[]): Readonly<Record<string, string>> => ({
  "syntax error": "export const broken = ;\n",
  "exports nothing": "export {};\n",
  "returns undefined": names.map((name) => `export const ${name} = () => undefined;`).join("\n"),
  "returns NaN": names.map((name) => `export const ${name} = () => NaN;`).join("\n"),
});

function mistakeCheck(
  card: LabCard,
  mistake: LabCard["mistakes"][number],
  verdict: Verdict,
  notes: string[],
): GateCheck {
  const task = verdict.tasks.find(({ id }) => id === mistake.task);
  const faults: string[] = [];
  if (task === undefined) faults.push(`names the task ${mistake.task}, which ${card.id} does not have`);
  else if (task.status === "passed") faults.push(`is not caught by ${mistake.task}`);
  else if (task.failure?.kind !== "difference") faults.push(`fails ${outcome(task)} instead of a comparison`);
  else if (task.misconceptions.length !== 1 || task.misconceptions[0]?.id !== mistake.id) {
    const named = task.misconceptions.map(({ id }) => id).join(", ");
    faults.push(
      named === ""
        ? "is caught but not named (does its answer change from run to run?)"
        : `is named as ${named}; add a comparison that tells them apart`,
    );
  }
  const others = verdict.tasks.filter(({ id, status }) => id !== mistake.task && status !== "passed");
  if (others.length > 0) notes.push(`${mistake.id} also fails ${others.map(({ id }) => id).join(", ")}`);
  return check(`mistake ${mistake.id}`, faults);
}

/**
 * Proves what a lab promises: its starter scores nothing, its solution everything, every mistake is caught by the task
 * it names and recognised, hopeless files score nothing, and its texts are whole.
 *
 * @throws {CourseError} When the lab's manifest cannot be loaded.
 * @example
 * ```ts
 * import { gate } from "@downhill/grader";
 * const report = await gate("labs/02-gradient-descent");
 * console.log(report.checks.filter(({ ok }) => !ok));
 * ```
 */
export async function gate(folder: string, options: GateOptions = {}): Promise<GateReport> {
  const start = performance.now();
  const lab = path.resolve(folder);
  const root = rootOf(lab);
  const [card] = (await readCourse(root, [path.basename(lab)])) as readonly [LabCard];
  const notes: string[] = [];
  const checks: GateCheck[] = [check("manifest", manifestFaults(card)), check("files", labFiles(lab, card))];

  if (options.pristine === true) {
    checks.push(
      check(
        "src is the starter",
        isUntouched(lab, card) ? [] : [`src/${card.file} differs from starter/${card.file}`],
      ),
    );
  } else if (!isUntouched(lab, card)) {
    notes.push(`src/${card.file} has been worked on`);
  }

  const starter = await grade(lab, { root, which: "starter", timeout });
  const solved = card.solvedBeforehand === true;
  checks.push(
    check(solved ? "starter is solved" : "starter fails", scores(starter, solved ? "everything" : "nothing")),
  );
  const solution = await grade(lab, { root, which: "solution", timeout, picture: card.draws });
  checks.push(check("solution passes", scores(solution, "everything")));
  if (card.draws)
    checks.push(check("picture", solution.picture === undefined ? ["the solution draws no SVG"] : []));
  const home = mkdtempSync(path.join(tmpdir(), "downhill-gate-"));
  try {
    const texts = Object.entries(hopeless(starter.exports));
    const fileOf = (name: string): string => path.join(home, `${name.replaceAll(" ", "-")}.mts`);
    for (const [name, text] of texts) writeFileSync(fileOf(name), text);
    const names = [...texts.map(([name]) => name), "missing file"];
    const files = names.map((name) => ({ file: fileOf(name) }));
    const verdicts = await gradeMany(lab, [...card.mistakes.map(({ id }) => id), ...files], {
      root,
      timeout,
    });
    for (const [i, verdict] of verdicts.entries()) {
      const mistake = card.mistakes[i];
      if (mistake !== undefined) checks.push(mistakeCheck(card, mistake, verdict, notes));
      else checks.push(check(names[i - card.mistakes.length] ?? "", scores(verdict, "nothing")));
    }
    const file = fileOf("endless loop");
    writeFileSync(file, "for (;;) {}\n");
    const looping = await grade(lab, { root, which: { file }, timeout: 1000 });
    checks.push(check("endless loop", scores(looping, "nothing")));
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
  return {
    lab: card.id,
    ok: checks.every(({ ok }) => ok),
    checks,
    notes,
    milliseconds: Math.round(performance.now() - start),
  };
}
