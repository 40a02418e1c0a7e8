import path from "node:path";
import { layOut } from "../desk/desk.ts";
import { loadProgress } from "../desk/progress-file.ts";
import type { Progress } from "../desk/progress.ts";
import { relativePath } from "../judge/relative-path.ts";
import type { LabCard } from "../lab/card.ts";
import { findLab, findRoot } from "../lab/course.ts";
import { readLab } from "../lab/read-lab.ts";
import type { Output } from "./output.ts";

/** The lab that a command is about. */
export interface AskedLab {
  readonly root: string;
  readonly card: LabCard;
}

/** Finds and reads the lab that was typed, without changing anything. */
export async function askedLab(out: Output, asked: string | undefined): Promise<AskedLab> {
  const root = findRoot(out.from);
  const id = findLab(root, asked, out.from);
  return { root, card: await readLab(path.join(root, "labs", id)) };
}

/** Creates the lab's desk if there is none, and reports that. */
export function withDesk(out: Output, { root, card }: AskedLab): void {
  if (!layOut(card)) return;
  const file = relativePath(root, path.join(card.folder, "src", card.file));
  out.complain(out.say({ en: `Created ${file} for you.`, zh: `已为你生成 ${file}。` }));
}

/** The learner's progress; faults in its files are reported. */
export async function progressIn(root: string, out: Output): Promise<Progress> {
  const { progress, notices } = await loadProgress(root);
  for (const notice of notices) out.complain(out.say(notice));
  return progress;
}
