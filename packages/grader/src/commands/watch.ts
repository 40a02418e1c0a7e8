import { progressOf } from "../desk/progress.ts";
import { CourseError } from "../lab/course-error.ts";
import { formatReport } from "../report/report.ts";
import { askedLab, progressIn, withDesk } from "./asked-lab.ts";
import { computeOn } from "./device-asked.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Output } from "./output.ts";
import { saved } from "./saved.ts";
import { watchLab } from "./watch-lab.ts";

export interface WatchCommandOptions {
  readonly device?: string;
  readonly poll?: number | true;
  readonly timeout?: number;
}

/** Clears the screen but keeps the scrollback. */
const clear = "\u001B[2J\u001B[H";

const usualPoll = 300;

/** Waits until the user quits. */
const quitting = (): Promise<void> =>
  new Promise((resolve) => {
    process.once("SIGINT", resolve).once("SIGTERM", resolve);
    if (!process.stdin.isTTY) return;
    process.stdin.setRawMode(true).resume();
    process.stdin.on("data", (key) => {
      if (key.includes("q") || key.includes("\u0003")) resolve();
    });
  });

/** `downhill watch`: grades on every save until the user quits; the exit code is the last verdict's. */
export async function watch(
  out: Output,
  asked: string | undefined,
  { device, poll, timeout }: WatchCommandOptions,
): Promise<ExitCode> {
  const lab = await askedLab(out, asked);
  const { root, card } = lab;
  await computeOn(root, device);
  withDesk(out, lab);
  await progressIn(root, out);
  let last: Promise<ExitCode> = Promise.resolve(1);
  const leaving = quitting();
  const usage = out.say({
    en: "Watching for saves; q or Ctrl-C quits.",
    zh: "保存后自动评分，按 q 或 Ctrl-C 退出。",
  });
  const stop = watchLab({
    root,
    folder: card.folder,
    ...(timeout === undefined ? {} : { seconds: timeout }),
    ...(poll === undefined ? {} : { poll: poll === true ? usualPoll : poll }),
    begin: () => {
      if (out.isTerminal) process.stdout.write(`${out.say({ en: "grading …", zh: "评分中……" })}\r`);
    },
    verdict: (verdict) => {
      out.write(`${out.isTerminal ? clear : ""}${formatReport(verdict, out.style)}\n\n${usage}`);
      const progress = progressOf(verdict, new Date().toISOString());
      last = last.then(() => saved(out, root, card.id, progress, verdict.passed ? 0 : 1));
    },
    failure: (error) => {
      last = last.then(() => 1);
      out.complain(error instanceof CourseError ? out.say(error.text) : String(error));
    },
  });
  await leaving;
  await stop();
  return last;
}
