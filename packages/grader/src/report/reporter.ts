import type { Reporter, SerializedError, TestModule } from "vitest/node";
import { wantsColor } from "./color.ts";
import { languageOf } from "./language.ts";
import { formatReport } from "./report.ts";
import type { LabMeta } from "./vitest-context.ts";

/** Prints a lab's own report in place of vitest's. */
export default class LabReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const { isTTY, columns } = process.stdout;
    const style = {
      language: languageOf(process.env),
      color: wantsColor(process.env, isTTY),
      ...(columns > 0 ? { width: columns } : {}),
    };
    for (const module of modules) {
      for (const { message } of module.errors()) process.stderr.write(`${message}\n`);
      for (const test of module.children.allTests()) {
        const { graded } = test.meta() as LabMeta;
        if (graded?.verdict === undefined) continue;
        process.stdout.write(`${formatReport(graded.verdict, style)}\n`);
        if (graded.notice !== "") process.stderr.write(`${graded.notice}\n`);
      }
    }
    for (const { message } of unhandled) process.stderr.write(`${message}\n`);
  }
}
