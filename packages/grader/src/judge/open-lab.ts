import type { Questions } from "../lab/questions.ts";
import { readLab } from "../lab/read-lab.ts";
import type { Text } from "../lab/text.ts";
import { type BoxFolder, boxFolder } from "./box-folder.ts";
import { BoxSession } from "./box-session.ts";
import type { JudgedLab } from "./judged-lab.ts";

/** A lab whose box is ready and whose questions the judge can read. */
export interface OpenLab extends JudgedLab {
  readonly root: string;
  readonly box: BoxFolder;
  open(): BoxSession;
}

const moreTime: Text = {
  en: "If it only needs more time, allow more with --timeout SECONDS.",
  zh: "如果只是需要更久，可以用 --timeout 秒数 来放宽时限。",
};

/** Opens a lab: reads it, bundles what runs in its box if that has changed, and loads its questions. */
export async function openLab(folder: string, root: string): Promise<OpenLab> {
  const card = await readLab(folder);
  const box = await boxFolder(card, root);
  const { default: questions } = (await import(box.questions)) as { default: Questions<unknown> };
  return { card, root, box, questions, moreTime, open: () => new BoxSession(card, box, root) };
}
