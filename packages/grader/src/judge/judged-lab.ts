import type { LabCard } from "../lab/card.ts";
import type { Questions } from "../lab/questions.ts";
import type { Text } from "../lab/text.ts";
import type { Session } from "./session.ts";

/** What judging needs of a lab, wherever the learner's code runs. */
export interface JudgedLab {
  readonly card: LabCard;
  readonly questions: Questions<unknown>;
  /** How a learner allows more time, here. */
  readonly moreTime: Text;
  /** Opens a box with the lab's questions in it. */
  open(): Session;
}
