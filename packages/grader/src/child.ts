import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { diagnosis, type Graded, importFailure } from "./diagnosis.ts";
import type { Lab } from "./lab.ts";
import { gradedFile, importsSolution } from "./graded-file.ts";
import { labCard, manifestProblem } from "./lab-card.ts";
import { matchingMistakes } from "./misconceptions.ts";
import { placeOf, relativePath } from "./place.ts";
import type { Event, Request } from "./protocol.ts";
import { type CheckRun, endedUnwritten, runCheck, type StrayErrors } from "./run-check.ts";

/*
 * The process in which a learner's code runs. It loads the lab, grades one file for each line it reads, and leaves.
 * Every step is appended to a file before the next begins, so that the parent knows what was going on when this
 * process is killed, dies or is left by the learner's own `process.exit`.
 */
const [, , folder = ".", root = ".", events = "events"] = process.argv;

/** Node as it was before the learner could change it. */
const append = appendFileSync;
const leave = (code: number): never => exit(code);
const emit = (event: Event): void => append(events, `${JSON.stringify(event)}\n`);
const exit = process.exit.bind(process);

/** Lets what was printed reach the parent, then leaves without waiting for timers of the learner's. */
const finish = (): Promise<never> =>
  new Promise(() => process.stdout.write("", () => process.stderr.write("", () => leave(0))));

function strayErrors(): StrayErrors {
  let caught: { error: unknown } | null = null;
  const note = (error: unknown): void => {
    caught ??= { error };
  };
  process.on("unhandledRejection", note).on("uncaughtException", note);
  return {
    take() {
      const taken = caught;
      caught = null;
      return taken;
    },
  };
}

async function loadLab(): Promise<Lab | null> {
  try {
    const file = pathToFileURL(path.join(folder, "lab.ts")).href;
    const { default: lab } = (await import(file)) as { default?: unknown };
    const problem = manifestProblem(lab, folder);
    if (problem !== undefined) {
      emit({ type: "lab-broken", problem });
      return null;
    }
    emit({ type: "lab", lab: labCard(lab as Lab) });
    return lab as Lab;
  } catch (error) {
    const at = placeOf(error, folder, root);
    const where = at === undefined ? "" : ` (${at.file}:${at.line})`;
    const message = `${error instanceof Error ? error.message : String(error)}${where}`;
    emit({
      type: "lab-broken",
      problem: {
        en: `The lab's own lab.ts cannot be loaded: ${message}`,
        zh: `实验自带的 lab.ts 无法加载：${message}`,
      },
    });
    return null;
  }
}

async function loadFile(file: string, graded: Graded): Promise<object | null> {
  if (!existsSync(file)) {
    emit({ type: "file", path: graded.name, sha256: null });
    const sentence = {
      en: `${graded.name} does not exist. Bring the starter back with the reset command, or put your file there.`,
      zh: `找不到 ${graded.name}。可以用 reset 命令恢复起始代码，或者把你的文件放到这里。`,
    };
    emit({ type: "file-failed", failure: { kind: "missing-file", sentence } });
    return null;
  }
  const bytes = readFileSync(file);
  emit({ type: "file", path: graded.name, sha256: createHash("sha256").update(bytes).digest("hex") });
  if (path.dirname(file) === path.join(folder, "src") && importsSolution(bytes.toString())) {
    const sentence = {
      en: `${graded.name} imports the lab's solution; points are for code of your own.`,
      zh: `${graded.name} 导入了实验的答案；只有自己写的代码才能得分。`,
    };
    emit({ type: "file-failed", failure: { kind: "import", sentence } });
    return null;
  }
  try {
    return (await import(pathToFileURL(file).href)) as object;
  } catch (error) {
    emit({ type: "file-failed", failure: importFailure(error, graded) });
    return null;
  }
}

async function draw(lab: Lab, module: object, file: string): Promise<void> {
  try {
    const svg = await lab.picture?.draw(module);
    if (typeof svg !== "string" || !svg.includes("<svg")) return;
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, svg);
    emit({ type: "picture", file: relativePath(root, file) });
  } catch {
    return;
  }
}

async function gradeFile(lab: Lab, request: Request, stray: StrayErrors): Promise<void> {
  const file = gradedFile(folder, lab.file, request.which);
  const named: Graded = { name: relativePath(root, file), folder: path.dirname(file), root, exports: [] };
  learnersFolder = named.folder;
  const module = await loadFile(file, named);
  if (module === null) return;
  const graded = { ...named, exports: Object.keys(module) };
  emit({ type: "exports", names: graded.exports });

  let complete = request.skip.length === 0;
  const failed: { task: Lab["tasks"][number]; run: CheckRun }[] = [];
  for (const task of lab.tasks.filter(({ id }) => !request.skip.includes(id))) {
    emit({ type: "task", id: task.id });
    const run = await runCheck(module, task, stray);
    const notWritten = endedUnwritten(run);
    const failure = notWritten ? null : diagnosis(run, graded);
    emit({
      type: "task-done",
      id: task.id,
      notWritten,
      failure,
      comparisons: run.comparisons.length,
      notes: run.notes,
    });
    complete &&= failure === null && !notWritten;
    if (failure !== null) failed.push({ task, run });
  }
  emit({ type: "matching" });
  const deadline = performance.now() + request.patience;
  for (const { task, run } of request.misconceptions ? failed : []) {
    const matches = await matchingMistakes(lab, folder, task, run, stray, deadline);
    if (matches.length > 0) emit({ type: "misconceptions", task: task.id, matches });
  }
  if (complete && request.picture) await draw(lab, module, path.join(folder, "out", `${lab.id}.svg`));
}

/** Milliseconds without a request after which nobody is thought to wait: a save is being waited for. */
const idleAfter = 1000;

let learnersFolder = folder;

/** Notes how the learner's code ends the process, where it does. */
function noteEndings(): void {
  process.exit = (code) => {
    const at = placeOf(new Error("exit"), learnersFolder, root) ?? null;
    emit({ type: "exit-called", code: String(code ?? 0), at });
    return leave(0);
  };
  process.on("beforeExit", () => {
    emit({ type: "stalled" });
    leave(0);
  });
}

const lab = await loadLab();
if (lab !== null) {
  const stray = strayErrors();
  noteEndings();
  const idle = setTimeout(() => void lab.prepare?.().catch(() => undefined), idleAfter);
  for await (const line of createInterface({ input: process.stdin })) {
    clearTimeout(idle);
    emit({ type: "request" });
    await gradeFile(lab, JSON.parse(line) as Request, stray);
    emit({ type: "done" });
  }
}
await finish();
