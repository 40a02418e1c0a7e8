import { readFileSync } from "node:fs";
import path from "node:path";
import { askFile } from "../judge/ask-file.ts";
import type { BoxSession } from "../judge/box-session.ts";
import { grade, type GradeOptions } from "../judge/grade.ts";
import { judgeTask, promising } from "../judge/judge-task.ts";
import type { Key } from "../judge/key.ts";
import type { Lane } from "../judge/lane.ts";
import { learnerText } from "../judge/learner-text.ts";
import type { TranslatedText } from "../judge/translated-text.ts";
import { mistakeText } from "../judge/mistake-text.ts";
import type { OpenLab } from "../judge/open-lab.ts";
import type { Verdict } from "../judge/verdict.ts";
import type { Mistake } from "../lab/mistakes.ts";

/** One lab being examined with its key under one seed, in one lane. */
export class Examination {
  readonly lab: OpenLab;
  readonly key: Key;
  readonly solution: string;
  readonly #lane: Lane;

  constructor(key: Key, lane: Lane) {
    [this.lab, this.key, this.#lane] = [key.lab, key, lane];
    this.solution = readFileSync(path.join(key.lab.card.folder, "key", "solution.ts"), "utf8");
  }

  get session(): BoxSession {
    return this.#lane.session;
  }

  grade(
    text: string,
    more: Pick<GradeOptions, "file" | "seconds" | "picture" | "costly"> = {},
  ): Promise<Verdict> {
    const file = path.join(this.lab.card.folder, "src", this.lab.card.file);
    return grade(this.lab.card.folder, {
      file,
      text,
      key: this.key,
      session: this.session,
      trusted: true,
      ...more,
    });
  }

  async translated(text: string): Promise<TranslatedText> {
    const { card, box, root } = this.lab;
    const made = await learnerText(path.join(card.folder, "src", card.file), box, root, text);
    if ("kind" in made) throw new Error(made.sentence.en);
    return made;
  }

  /** Whether the task that must catch a mistake does, under this seed. */
  async catches(mistake: Mistake): Promise<boolean> {
    const task = this.lab.card.tasks.find(({ id }) => id === mistake.task);
    if (task === undefined) return false;
    const text = await this.translated(mistakeText(this.solution, mistake) ?? "");
    const asked = await askFile(this.lab, text, [task.id], {
      seed: this.key.seed,
      session: this.session,
      worth: promising(this.lab, text, () => this.key.right()),
    });
    return (
      asked.failure !== undefined ||
      judgeTask(this.lab, task, text, asked, await this.key.right()).status !== "passed"
    );
  }
}

/** One examination for each seed, the usual one first. */
export type Examinations = readonly [usual: Examination, ...others: Examination[]];

/** Examinations with several keys, in one lane. */
export function examinations([usual, ...others]: readonly [Key, ...Key[]], lane: Lane): Examinations {
  return [new Examination(usual, lane), ...others.map((key) => new Examination(key, lane))];
}
