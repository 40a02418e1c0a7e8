import { inject, test } from "vitest";
import { wantsColor } from "./color.ts";
import { labTests } from "./lab-tests.ts";
import { languageOf } from "./language.ts";
import { graded } from "./vitest-context.ts";

/** An error with only a message: a stack would show our lines, not the learner's. */
function plainError(message: string): Error {
  const error = new Error(message);
  error.stack = "";
  return error;
}

/**
 * Registers one test for each task of the lab in the current folder, so that vitest shows and counts them. The
 * settings of `labConfig` have already started grading; the learner's code runs in a separate process, never inside
 * vitest.
 *
 * @example
 * ```ts no-run: it registers tests, which only vitest can
 * // the file of tests that all labs share
 * import { gradeHere } from "@downhill/grader/vitest";
 * gradeHere();
 * ```
 */
export function gradeHere(): void {
  const found = inject(graded);
  if (found?.verdict === undefined) {
    throw plainError(
      found?.notice ??
        "Run this inside a lab's folder, as npm test does there.\n请在实验的文件夹里运行，像 npm test 那样。",
    );
  }
  const style = { language: languageOf(process.env), color: wantsColor(process.env, false) };
  for (const [i, { name, problem }] of labTests(found.verdict, style).entries()) {
    test(name, ({ task }) => {
      if (i === 0) task.meta.graded = found;
      if (problem !== null) throw plainError(problem);
    });
  }
}
