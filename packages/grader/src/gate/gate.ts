import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { askFile } from "../judge/ask-file.ts";
import { rootOf } from "../judge/grade.ts";
import { Key, usualSeed } from "../judge/key.ts";
import { Lane } from "../judge/lane.ts";
import { mistakeText } from "../judge/mistake-text.ts";
import { openLab } from "../judge/open-lab.ts";
import type { Session } from "../judge/session.ts";
import type { Verdict } from "../judge/verdict.ts";
import { readFeedback } from "../lab/feedback.ts";
import type { LabCard } from "../lab/card.ts";
import { formName, formsOf, type Mistake } from "../lab/mistakes.ts";
import { starterOf } from "../lab/starter.ts";
import { type Examination, type Examinations, examinations } from "./examination.ts";
import { hopeless } from "./hopeless.ts";
import { oddities } from "./oddities.ts";
import { structureFaults } from "./structure.ts";
import { vandal } from "./vandal.ts";

/** One requirement of a lab, and whether it is met. */
export interface GateCheck {
  readonly id: string;
  readonly ok: boolean;
  /** What is wrong, for the lab's authors; empty when ok. */
  readonly detail: string;
}

/** The gate's findings about one lab. */
export interface GateReport {
  readonly lab: string;
  readonly ok: boolean;
  readonly checks: readonly GateCheck[];
  readonly milliseconds: number;
}

/** The gate's options. */
export interface GateOptions {
  /** A folder of right answers in other styles, a file each. */
  readonly right?: string;
}

const otherSeeds = [2, 3] as const;

const check = (id: string, faults: readonly string[]): GateCheck => ({
  id,
  ok: faults.length === 0,
  detail: faults.join("; "),
});

const outcome = ({ id, failure, status }: Verdict["tasks"][number]): string =>
  `${id} is ${status}: ${failure?.sentence.en ?? ""}${failure?.at === undefined ? "" : ` (${failure.at.file}:${failure.at.line})`}`;

const notPassed = (verdict: Verdict): readonly string[] =>
  verdict.failure === undefined
    ? verdict.tasks.filter(({ status }) => status !== "passed").map(outcome)
    : [verdict.failure.sentence.en];

const givesPoints = (verdict: Verdict): readonly string[] =>
  verdict.tasks.filter(({ points }) => points > 0).map(({ id, points }) => `${id} gives ${points} points`);

/** The mistake's own task catches it and names it, and nothing is named anywhere else. */
function mistakeFaults(card: LabCard, mistake: Mistake, verdict: Verdict): readonly string[] {
  const task = verdict.tasks.find(({ id }) => id === mistake.task);
  if (task === undefined || task.points > 0) return [`is not caught by ${mistake.task}`];
  const writes = (id: string): readonly string[] => card.tasks.find((each) => each.id === id)?.writes ?? [];
  // Tasks about the same function fail together; any other keeps its points, carried if it builds on this one.
  const lost = verdict.tasks.filter(
    ({ id, points }) => points === 0 && !writes(id).some((name) => writes(mistake.task).includes(name)),
  );
  if (lost.length > 0) return [`${lost.map(outcome).join("; ")}, though ${mistake.task} alone is wrong`];
  const named = verdict.tasks.flatMap(({ id, misconceptions }) =>
    misconceptions.map((each) => `${id}/${each.id}`),
  );
  const wanted = mistake.unnamed === undefined ? [`${mistake.task}/${mistake.id}`] : [];
  if (named.join() === wanted.join()) return [];
  return [
    named.length === 0 ? `is caught but not named: ${outcome(task)}` : `is named as ${named.join(", ")}`,
  ];
}

async function mistakeChecked(exams: Examinations, mistake: Mistake): Promise<GateCheck> {
  const [usual, ...others] = exams;
  // The other tasks are the solution's, which has answered their costly questions.
  const verdict = await usual.grade(mistakeText(usual.solution, mistake) ?? "", { costly: [mistake.task] });
  const faults = [...mistakeFaults(usual.lab.card, mistake, verdict)];
  for (const other of others) {
    if (!(await other.catches(mistake))) faults.push(`is not caught under seed ${other.key.seed}`);
  }
  return check(`mistake ${formName(mistake)}`, faults);
}

/** A part of the gate, run in whichever lane is free. */
type Part = (exams: Examinations) => Promise<readonly GateCheck[]>;

/** The checks of all parts, in their order; a lane takes the next part as soon as it is done with one. */
async function inLanes(
  lanes: readonly Examinations[],
  parts: readonly Part[],
): Promise<readonly GateCheck[]> {
  const checks: (readonly GateCheck[])[] = [];
  const left = parts.entries();
  const serve = async (exams: Examinations): Promise<void> => {
    for (const [index, part] of left) checks[index] = await part(exams);
  };
  await Promise.all(lanes.map(serve));
  return checks.flat();
}

/** The right answers under one seed are sound. */
async function soundChecked({ lab, key }: Examination): Promise<GateCheck> {
  const right = await key.right();
  const odd = Object.entries(lab.questions).flatMap(([task, all]) =>
    all.flatMap((question, index) => oddities(question, right.get(`${task}/${index}`))),
  );
  return check(`right answers, seed ${key.seed}`, odd);
}

/** A vandal answers all questions in the same process before the solution does. */
async function vandalize(exam: Examination): Promise<void> {
  const { lab, key, solution } = exam;
  const names = lab.card.tasks.flatMap(({ writes }) => writes);
  const text = await exam.translated(solution);
  const prepared = (session: Session): string => vandal(session.putBeside(text.code), names);
  const tasks = lab.card.tasks.map(({ id }) => id);
  await askFile(lab, { ...text, prepared }, tasks, { seed: key.seed, session: exam.session });
}

/** The solution scores everything, and everything again after a vandal in the same process, under each seed. */
async function solutionChecked(exams: Examinations): Promise<readonly GateCheck[]> {
  const [usual] = exams;
  const sound = await Promise.all(exams.map(soundChecked));
  const first = check("solution passes", notPassed(await usual.grade(usual.solution)));
  await vandalize(usual);
  const after: GateCheck[] = [];
  for (const exam of exams) {
    const verdict = await exam.grade(exam.solution);
    after.push(check(`solution passes after a vandal, seed ${exam.key.seed}`, notPassed(verdict)));
  }
  return [...sound, first, ...after];
}

async function starterChecked(exam: Examination): Promise<readonly GateCheck[]> {
  const { card } = exam.lab;
  const starter = await exam.grade(starterOf(exam.solution));
  return [
    card.solved === true ? check("starter is solved", []) : check("starter fails", givesPoints(starter)),
  ];
}

async function loopChecked(exam: Examination): Promise<readonly GateCheck[]> {
  const loop = await exam.grade("for (;;) {}\n", { seconds: 0.5 });
  return [
    check("an endless loop is stopped", [
      ...givesPoints(loop),
      ...(loop.failure?.kind === "loop" ? [] : ["it is not called a loop"]),
    ]),
  ];
}

async function rightChecked(exam: Examination, file: string): Promise<readonly GateCheck[]> {
  const verdict = await exam.grade(readFileSync(file, "utf8"), { file });
  return [check(`right: ${path.basename(file)}`, notPassed(verdict))];
}

/** The right answers in other styles: a file each. */
const rightFiles = (folder: string | undefined): readonly string[] =>
  folder !== undefined && existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(".ts"))
        .map((name) => path.join(folder, name))
    : [];

async function pictureChecked(exam: Examination): Promise<readonly GateCheck[]> {
  if (exam.lab.box.picture === null) return [];
  const tasks = exam.lab.card.tasks.map(({ id }) => id);
  const { picture, noPicture = "it is not an SVG" } = await askFile(
    exam.lab,
    await exam.translated(exam.solution),
    tasks,
    { seed: exam.key.seed, session: exam.session, picture: true },
  );
  const drawn = picture?.trimStart().startsWith("<svg") === true;
  return [check("picture", drawn ? [] : [`the solution draws no picture: ${noPicture}`])];
}

/**
 * Proves that a lab works: its files are complete, its starter scores 0, its solution 100 (under three seeds and after
 * a vandal), every mistake is caught by its task and named, nothing else is named, hopeless files score 0, and right
 * answers in other styles score full points.
 *
 * @throws {CourseError} When the lab's manifest or Markdown cannot be read.
 * @example
 * ```ts
 * import { gate } from "@downhill/grader";
 * const report = await gate("labs/02-gradient-descent");
 * console.log(report.checks.filter(({ ok }) => !ok));
 * ```
 */
export async function gate(folder: string, { right }: GateOptions = {}): Promise<GateReport> {
  const start = performance.now();
  const root = rootOf(path.resolve(folder));
  const lab = await openLab(path.resolve(folder), root);
  const asked = new Lane(lab);
  const keyOf = (seed: number): Key => new Key(lab, seed, asked);
  const keys = [keyOf(usualSeed), ...otherSeeds.map(keyOf)] as const;
  const lanes = [new Lane(lab), new Lane(lab)] as const;
  try {
    const mistakes = await keys[0].mistakes();
    const structure = structureFaults(lab.card, lab.questions, mistakes, await readFeedback(lab.card.folder));
    const checks = [check("files", structure)];
    if (structure.length === 0) {
      const parts: readonly Part[] = [
        solutionChecked,
        ([usual]) => starterChecked(usual),
        ...Object.entries(hopeless(lab.card)).map(([name, text]): Part => async ([usual]) => [
          check(name, givesPoints(await usual.grade(text))),
        ]),
        ([usual]) => loopChecked(usual),
        ...rightFiles(right).map(
          (file): Part =>
            ([usual]) =>
              rightChecked(usual, file),
        ),
        ([usual]) => pictureChecked(usual),
        ...mistakes
          .flatMap(formsOf)
          .map((mistake): Part => async (exams) => [await mistakeChecked(exams, mistake)]),
      ];
      checks.push(
        ...(await inLanes(
          lanes.map((lane) => examinations(keys, lane)),
          parts,
        )),
      );
    }
    return {
      lab: lab.card.id,
      ok: checks.every(({ ok }) => ok),
      checks,
      milliseconds: Math.round(performance.now() - start),
    };
  } finally {
    for (const lane of [asked, ...lanes]) lane.close();
  }
}
