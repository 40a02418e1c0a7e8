import type { Reporter, SerializedError, TestModule } from "vitest/node";
import { wantsColor } from "./color.ts";
import { languageOf } from "./language.ts";
import type { LabMeta } from "./vitest-context.ts";
import { formatReport } from "./report.ts";

/** Prints a lab's own report in place of vitest's. */
export default class LabReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const style = { language: languageOf(process.env), color: wantsColor(process.env, process.stdout.isTTY) };
    for (const module of modules) {
      for (const { message } of module.errors()) process.stderr.write(`${message}\n`);
      for (const test of module.children.allTests()) {
        const { verdict } = test.meta() as LabMeta;
        if (verdict !== undefined) process.stdout.write(`${formatReport(verdict, style)}\n`);
      }
    }
    for (const { message } of unhandled) process.stderr.write(`${message}\n`);
  }
}
