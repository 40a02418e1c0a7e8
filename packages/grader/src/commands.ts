import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { findLab, findRoot, readCourse } from "./lab/course.ts";
import { CourseError } from "./lab/course-error.ts";
import { courseMap, formatCourseMap } from "./course-map.ts";
import { computeOn } from "./device-asked.ts";
import { doctor, formatFindings, wellEnough } from "./doctor.ts";
import { grade } from "./grade.ts";
import { findTask, unlockHint } from "./hint.ts";
import { formatJUnit } from "./junit.ts";
import { shortName } from "./lesson-address.ts";
import type { Output } from "./output.ts";
import { pointsIn, type Progress, progressOf } from "./progress.ts";
import { loadProgress, saveProgress } from "./progress-file.ts";
import type { LabCard } from "./protocol.ts";
import { formatReport } from "./report.ts";
import { resetLab } from "./reset.ts";
import { watchLab } from "./watch.ts";

/** What a command leaves to the shell: 0 all is well, 1 something is missing. Usage errors are thrown and become 2. */
export type ExitCode = 0 | 1;

const progressIn = (root: string, out: Output): Progress => {
  const { progress, notice } = loadProgress(root);
  if (notice !== undefined) out.complain(out.say(notice));
  return progress;
};

const cardOf = async (root: string, lab: string): Promise<LabCard> => {
  const [card] = await readCourse(root, [lab]);
  if (card !== undefined) return card;
  throw new CourseError({ en: `Lab ${lab} cannot be read.`, zh: `无法读取实验 ${lab}。` });
};

export async function list(out: Output, options: { json?: boolean }): Promise<ExitCode> {
  const root = findRoot(out.from);
  progressIn(root, out);
  const map = await courseMap(root);
  out.write(options.json === true ? JSON.stringify(map, null, 2) : formatCourseMap(map, out.style));
  return 0;
}

export interface TestOptions {
  readonly device?: string;
  readonly json?: boolean;
  readonly junit?: string;
  readonly timeout: number;
}

export async function test(out: Output, asked: string | undefined, options: TestOptions): Promise<ExitCode> {
  const root = findRoot(out.from);
  const lab = findLab(root, asked, out.from);
  await computeOn(root, options.device);
  progressIn(root, out);
  const verdict = await grade(path.join(root, "labs", lab), {
    root,
    timeout: options.timeout,
    picture: true,
  });
  saveProgress(root, progressOf(verdict, new Date().toISOString()));
  const junit = options.junit === undefined ? undefined : formatJUnit(verdict, out.style.language);
  if (junit !== undefined && options.junit !== "-")
    writeFileSync(path.resolve(out.from, options.junit ?? ""), junit);
  if (options.json === true) out.write(JSON.stringify(verdict, null, 2));
  else if (options.junit === "-") out.write(junit ?? "");
  else out.write(formatReport(verdict, out.style));
  return verdict.passed ? 0 : 1;
}

export interface WatchCommandOptions {
  readonly device?: string;
  readonly poll?: number;
  readonly timeout: number;
}

const clear = "\u001B[2J\u001B[3J\u001B[H";

/** Watches until the person quits; the exit code tells whether the last verdict was full. */
export async function watch(
  out: Output,
  asked: string | undefined,
  options: WatchCommandOptions,
): Promise<ExitCode> {
  const root = findRoot(out.from);
  const lab = findLab(root, asked, out.from);
  await computeOn(root, options.device);
  progressIn(root, out);
  const last = { passed: false };
  const leaving = new Promise<void>((resolve) => {
    process.once("SIGINT", resolve).once("SIGTERM", resolve);
    if (!process.stdin.isTTY) return;
    process.stdin.setRawMode(true).resume();
    process.stdin.on("data", (key) => {
      if (key.includes("q") || key.includes("\u0003")) resolve();
    });
  });
  const usage = out.say({
    en: "Watching for saves; q or Ctrl-C quits.",
    zh: "保存后自动评分，按 q 或 Ctrl-C 退出。",
  });
  const stop = watchLab({
    root,
    lab,
    timeout: options.timeout,
    ...(options.poll === undefined ? {} : { poll: options.poll }),
    begin: () => {
      if (out.isTerminal) process.stdout.write(`${out.say({ en: "grading …", zh: "评分中……" })}\r`);
    },
    verdict: (verdict) => {
      last.passed = verdict.passed;
      saveProgress(root, progressOf(verdict, new Date().toISOString()));
      out.write(`${out.isTerminal ? clear : ""}${formatReport(verdict, out.style)}\n\n${usage}`);
    },
    failure: (error) => {
      last.passed = false;
      out.complain(error instanceof CourseError ? out.say(error.text) : String(error));
    },
  });
  await leaving;
  await stop();
  return last.passed ? 0 : 1;
}

export async function hint(
  out: Output,
  asked: string | undefined,
  task: string | undefined,
  options: { level?: number },
): Promise<ExitCode> {
  const root = findRoot(out.from);
  const card = await cardOf(root, findLab(root, asked, out.from));
  const progress = progressIn(root, out);
  const chosen = findTask(card, task, progress);
  const { level, texts } = unlockHint(card, chosen, progress, options.level);
  saveProgress(root, { [`${card.id}/${chosen.id}`]: { hints: level } });
  out.write(`${out.say(chosen.title)} · ${card.id}/${chosen.id}`);
  for (const [i, text] of texts.entries()) out.write(`${i + 1}. ${out.say(text)}`);
  const more = `npx downhill hint ${shortName(card.id)} ${chosen.id}`;
  if (level < chosen.hints.length) {
    out.write(
      out.say({
        en: `Level ${level} of ${chosen.hints.length}; for more: ${more}`,
        zh: `第 ${level} 级，共 ${chosen.hints.length} 级；继续看下一级：${more}`,
      }),
    );
  }
  return 0;
}

export async function solution(
  out: Output,
  asked: string | undefined,
  options: { giveUp?: boolean },
): Promise<ExitCode> {
  const root = findRoot(out.from);
  const card = await cardOf(root, findLab(root, asked, out.from));
  const progress = progressIn(root, out);
  const total = card.tasks.reduce((sum, task) => sum + task.points, 0);
  const points = pointsIn(progress, card.id);
  const short = shortName(card.id);
  const open = points >= total || progress[card.id]?.gaveUp !== undefined;
  if (!open && options.giveUp !== true) {
    out.complain(
      out.say({
        en: `The solution opens once the lab has all its points (now ${points} of ${total}). A hint may be enough: npx downhill hint ${short}. To see it all the same, and have that noted: npx downhill solution ${short} --give-up`,
        zh: `拿到全部分数后才能查看答案（目前 ${points} / ${total}）。也许一条提示就够了：npx downhill hint ${short}。如果仍想现在看（会留下记录）：npx downhill solution ${short} --give-up`,
      }),
    );
    return 1;
  }
  if (!open) saveProgress(root, { [card.id]: { gaveUp: new Date().toISOString() } });
  const file = path.join(root, "labs", card.id, "solution", card.file);
  if (!existsSync(file)) {
    throw new CourseError({
      en: `The solution labs/${card.id}/solution/${card.file} is missing; bring it back with git checkout.`,
      zh: `缺少答案文件 labs/${card.id}/solution/${card.file}，可用 git checkout 找回。`,
    });
  }
  out.write(`labs/${card.id}/solution/${card.file}\n\n${readFileSync(file, "utf8").trimEnd()}`);
  return 0;
}

export async function reset(out: Output, asked: string | undefined): Promise<ExitCode> {
  const root = findRoot(out.from);
  const card = await cardOf(root, findLab(root, asked, out.from));
  const { file, backup } = resetLab(root, card.id, card.file, new Date());
  const kept =
    backup === null
      ? ""
      : out.say({ en: ` Your file is kept in ${backup}.`, zh: `你原来的文件保存在 ${backup}。` });
  out.write(out.say({ en: `${file} is the starter again.`, zh: `${file} 已恢复为起始代码。` }) + kept);
  return 0;
}

export async function diagnose(out: Output, options: { device?: string; json?: boolean }): Promise<ExitCode> {
  const root = findRoot(out.from);
  await computeOn(root, options.device);
  const findings = await doctor(root, out.style);
  const width = out.isTerminal && process.stdout.columns > 0 ? process.stdout.columns : 80;
  out.write(
    options.json === true
      ? JSON.stringify({ version: 1, ok: wellEnough(findings), findings }, null, 2)
      : formatFindings(findings, out.style, width),
  );
  return wellEnough(findings) ? 0 : 1;
}
