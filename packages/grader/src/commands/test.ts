import { writeFileSync } from "node:fs";
import path from "node:path";
import { progressOf } from "../desk/progress.ts";
import { grade } from "../judge/grade.ts";
import type { Verdict } from "../judge/verdict.ts";
import { CourseError } from "../lab/course-error.ts";
import { formatJUnit } from "../report/junit.ts";
import { formatReport } from "../report/report.ts";
import { askedLab, progressIn, withDesk } from "./asked-lab.ts";
import { computeOn } from "./device-asked.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Output } from "./output.ts";
import { saved } from "./saved.ts";

export interface TestOptions {
  readonly device?: string;
  readonly json?: boolean;
  readonly junit?: string;
  readonly timeout?: number;
}

function writeJUnit(file: string, xml: string): void {
  try {
    writeFileSync(file, xml);
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    throw new CourseError("unwritable", {
      en: `${file} cannot be written (${code}). Choose a file in a folder that exists and is writable.`,
      zh: `无法写入 ${file}（${code}）。请指定一个位于可写入文件夹中的文件。`,
    });
  }
}

function show(out: Output, verdict: Verdict, { json = false, junit }: TestOptions): void {
  if (json) out.write(JSON.stringify(verdict, null, 2));
  else if (junit === "-") out.write(formatJUnit(verdict, out.style.language));
  else out.write(formatReport(verdict, out.style));
}

/** `downhill test`: grades the learner's file, shows the verdict and then saves the points. */
export async function test(out: Output, asked: string | undefined, options: TestOptions): Promise<ExitCode> {
  const lab = await askedLab(out, asked);
  const { root, card } = lab;
  await computeOn(root, options.device);
  withDesk(out, lab);
  const verdict = await grade(card.folder, {
    root,
    picture: true,
    ...(options.timeout === undefined ? {} : { seconds: options.timeout }),
  });
  show(out, verdict, options);
  await progressIn(root, out);
  const progress = progressOf(verdict, new Date().toISOString());
  const code = await saved(out, root, card.id, progress, verdict.passed ? 0 : 1);
  const { junit } = options;
  if (junit !== undefined && junit !== "-")
    writeJUnit(path.resolve(out.from, junit), formatJUnit(verdict, out.style.language));
  return code;
}
