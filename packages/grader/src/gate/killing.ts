import path from "node:path";
import { askFile } from "../judge/ask-file.ts";
import { judgeTask, promising } from "../judge/judge-task.ts";
import { Key } from "../judge/key.ts";
import { Lane } from "../judge/lane.ts";
import { learnerText } from "../judge/learner-text.ts";
import { type OpenLab, openLab } from "../judge/open-lab.ts";
import { rootOf } from "../judge/grade.ts";
import type { TaskCard } from "../lab/card.ts";

const seeds = [1, 2, 3] as const;

/** A wrong text, and the task whose questions should see it. */
export interface Suspect {
  readonly text: string;
  readonly task: string;
}

/**
 * Finds out whether a lab's questions notice that code is wrong, under each of three seeds. The questions of the code's
 * own task are asked first; the others only if those notice nothing.
 */
export class Killing {
  readonly lab: OpenLab;
  readonly keys: readonly Key[];
  readonly #asked: Lane;
  readonly #lane: Lane;

  private constructor(lab: OpenLab) {
    this.lab = lab;
    [this.#asked, this.#lane] = [new Lane(lab), new Lane(lab)];
    this.keys = seeds.map((seed) => new Key(lab, seed, this.#asked));
  }

  static async of(folder: string): Promise<Killing> {
    return new Killing(await openLab(path.resolve(folder), rootOf(path.resolve(folder))));
  }

  async #dies(text: string, tasks: readonly TaskCard[], key: Key): Promise<boolean> {
    const { card, box, root } = this.lab;
    const made = await learnerText(path.join(card.folder, "src", card.file), box, root, text);
    if ("kind" in made) return true;
    const right = await key.right();
    for (const task of tasks) {
      const asked = await askFile(this.lab, made, [task.id], {
        seed: key.seed,
        session: this.#lane.session,
        seconds: 2,
        worth: promising(this.lab, made, () => key.right()),
      });
      if (asked.failure !== undefined) return true;
      if (judgeTask(this.lab, task, made, asked, right).status !== "passed") return true;
    }
    return false;
  }

  async dies({ text, task }: Suspect): Promise<boolean> {
    const tasks = this.lab.card.tasks.toSorted((a, b) => Number(b.id === task) - Number(a.id === task));
    for (const key of this.keys) {
      if (!(await this.#dies(text, tasks, key))) return false;
    }
    return true;
  }

  close(): void {
    this.#asked.close();
    this.#lane.close();
  }
}
