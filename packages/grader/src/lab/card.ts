import type { Level } from "./front-matter.ts";
import type { Lab, Task } from "./lab.ts";
import type { Text } from "./text.ts";

/** A task with its texts for the learner. */
export interface TaskCard extends Task {
  readonly id: string;
  /** The lesson's heading with the task's id. */
  readonly title: Text;
  /** Three levels: a nudge, the idea, nearly the line itself. */
  readonly hints: readonly Text[];
  /** Every task that this one builds on, directly or through others, in the lab's order. */
  readonly builds: readonly string[];
}

/** A lab as the rest of the code sees it: its structure with the texts of its Markdown. */
export interface LabCard extends Omit<Lab, "tasks"> {
  /** The folder's name: "08-adam". */
  readonly id: string;
  readonly folder: string;
  readonly title: Text;
  readonly summary: Text;
  readonly minutes: number;
  readonly level: Level;
  readonly prerequisites: readonly string[];
  /** Rows of the course's table of sources that this lab covers. */
  readonly rows: readonly string[];
  readonly tasks: readonly TaskCard[];
}

/** The explanation of a mistake for the learner, from `key/feedback.md`. */
export interface Feedback {
  readonly name: Text;
  readonly explanation: Text;
}
