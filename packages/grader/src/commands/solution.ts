import { pointsIn } from "../desk/progress.ts";
import { solutionText } from "../desk/starter-text.ts";
import { shortName } from "../judge/lesson-address.ts";
import { CourseError } from "../lab/course-error.ts";
import { unmarked } from "../lab/starter.ts";
import { askedLab, progressIn } from "./asked-lab.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Output } from "./output.ts";
import { saved } from "./saved.ts";

/** `downhill solution`: shows the solution once the lab is passed, or given up, which is recorded. */
export async function solution(
  out: Output,
  asked: string | undefined,
  options: { readonly giveUp?: boolean },
): Promise<ExitCode> {
  const { root, card } = await askedLab(out, asked);
  const progress = await progressIn(root, out);
  const total = card.tasks.reduce((sum, task) => sum + task.points, 0);
  const points = pointsIn(progress, card.id);
  const short = shortName(card.id);
  const open = points >= total || progress[card.id]?.gaveUp !== undefined;
  if (!open && options.giveUp !== true) {
    out.complain(
      out.say({
        en: `The solution opens when you have all points of the lab (now ${points} of ${total}). A hint may be enough: npx downhill hint ${short}. To see the solution anyway, which is recorded: npx downhill solution ${short} --give-up`,
        zh: `拿到满分后才能查看参考答案（目前 ${points} / ${total}）。也许一条提示就够了：npx downhill hint ${short}。如果仍想现在看（会留下记录）：npx downhill solution ${short} --give-up`,
      }),
    );
    return 1;
  }
  const text = solutionText(card);
  if (text === undefined) {
    throw new CourseError("not-found", {
      en: `labs/${card.id}/key/solution.ts is missing; restore it with git checkout.`,
      zh: `缺少参考答案 labs/${card.id}/key/solution.ts，可用 git checkout 找回。`,
    });
  }
  out.write(`labs/${card.id}/key/solution.ts\n\n${unmarked(text).trimEnd()}`);
  return open ? 0 : saved(out, root, card.id, { gaveUp: new Date().toISOString() }, 0);
}
