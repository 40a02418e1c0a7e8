import { writeFileSync } from "node:fs";
import path from "node:path";
import { progressOf } from "../desk/progress.ts";
import { grade } from "../judge/grade.ts";
import type { Verdict } from "../judge/verdict.ts";
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

function show(out: Output, verdict: Verdict, { json = false, junit }: TestOptions): void {
  const xml = junit === undefined ? "" : formatJUnit(verdict, out.style.language);
  if (junit !== undefined && junit !== "-") writeFileSync(path.resolve(out.from, junit), xml);
  if (json) out.write(JSON.stringify(verdict, null, 2));
  else out.write(junit === "-" ? xml : formatReport(verdict, out.style));
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
  return saved(out, root, card.id, progressOf(verdict, new Date().toISOString()), verdict.passed ? 0 : 1);
}
