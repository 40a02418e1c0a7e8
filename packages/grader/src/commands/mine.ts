import { existsSync } from "node:fs";
import path from "node:path";
import { type Part, partsOf } from "../desk/parts.ts";
import { partsVariable } from "../desk/used-parts.ts";
import { shortName } from "../judge/lesson-address.ts";
import { relativePath } from "../judge/relative-path.ts";
import type { LabCard } from "../lab/card.ts";
import { CourseError } from "../lab/course-error.ts";
import { findLab, findRoot } from "../lab/course.ts";
import { readCourse } from "../lab/read-lab.ts";
import type { Text } from "../lab/text.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Output } from "./output.ts";
import { runProgram } from "./run.ts";

const programOf = (card: LabCard): string => path.join(card.folder, "mine.ts");
const trains = (card: LabCard): boolean => (card.uses ?? []).length > 0 && existsSync(programOf(card));

/** The lab that was asked for, or the last one that trains on the learner's parts. */
function trainingLab(cards: readonly LabCard[], asked: string | undefined): LabCard {
  const able = cards.filter(trains);
  const found = asked === undefined ? able.at(-1) : able.find(({ id }) => id === asked);
  if (found !== undefined) return found;
  const names = able.map(({ id }) => id);
  throw new CourseError(
    "not-found",
    asked === undefined
      ? {
          en: "No lab of this course trains with parts of your own.",
          zh: "这门课程还没有用你自己的部件进行训练的实验。",
        }
      : {
          en: `Lab ${asked} does not train with parts of your own; these do: ${names.join(", ")}.`,
          zh: `实验 ${asked} 没有用你自己的部件进行的训练；有的是：${names.join("、")}。`,
        },
  );
}

function standing({ name, lab, file, own, open, lines }: Part, root: string): Text {
  if (own) {
    return {
      en: `✓ ${name.padEnd(10)} yours: ${relativePath(root, file)}, ${lines} lines`,
      zh: `✓ ${name.padEnd(10)} 你的代码：${relativePath(root, file)}，${lines} 行`,
    };
  }
  const short = shortName(lab);
  return {
    en: `– ${name.padEnd(10)} the course's, until lab ${short} passes: ${open.join(", ")} (npx downhill test ${short})`,
    zh: `– ${name.padEnd(10)} 课程的代码，因为实验 ${short} 还没有通过：${open.join("、")}（npx downhill test ${short}）`,
  };
}

/** `downhill mine`: runs a training on the learner's own parts, and on the course's where theirs do not pass yet. */
export async function mine(
  out: Output,
  asked: string | undefined,
  words: readonly string[],
): Promise<ExitCode> {
  const root = findRoot(out.from);
  const cards = await readCourse(root);
  const card = trainingLab(cards, asked === undefined ? undefined : findLab(root, asked, out.from));
  const parts = await partsOf(cards, card);
  for (const part of parts) out.write(out.say(standing(part, root)));
  return runProgram(programOf(card), words, {
    cwd: card.folder,
    env: { [partsVariable]: JSON.stringify(parts), DOWNHILL_LANG: out.style.language },
  });
}
