import { shortName } from "../judge/lesson-address.ts";
import type { Failure, Verdict } from "../judge/verdict.ts";

const nothingExported = (
  { file, lab }: Verdict,
  reset = `npx downhill reset ${shortName(lab)}`,
): Failure => ({
  kind: "missing-export",
  sentence: {
    en: `${file} exports nothing, so there is nothing to grade. Put \`export\` in front of the functions; \`${reset}\` restores the starter and saves your file.`,
    zh: `${file} 没有导出任何内容，因此无法评分。请在函数前加上 \`export\`；也可以用 \`${reset}\` 恢复起始代码，你的文件会另存一份。`,
  },
});

/**
 * One failure of all tasks together, such as a syntax error or an empty file: reported once instead of once per task.
 *
 * @param reset What restores the starter: a command, unless the learner works in a page.
 */
export function commonFailure(verdict: Verdict, reset?: string): Failure | undefined {
  const { failure, tasks, exports } = verdict;
  if (failure !== undefined) return failure;
  const failures = tasks.map((task) => task.failure);
  const [first, ...rest] = failures;
  if (first === undefined || first.kind === "difference" || rest.length === 0) return undefined;
  if (exports.length === 0 && failures.every((each) => each?.kind === "missing-export"))
    return nothingExported(verdict, reset);
  const shared = rest.every((each) => each?.kind === first.kind && each.sentence.en === first.sentence.en);
  return shared ? first : undefined;
}
