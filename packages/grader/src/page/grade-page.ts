import { brokenFile, gradeText, verdictOf } from "../judge/grade-text.ts";
import type { JudgedLab } from "../judge/judged-lab.ts";
import type { Verdict } from "../judge/verdict.ts";
import type { Questions } from "../lab/questions.ts";
import type { Text } from "../lab/text.ts";
import type { ToWorker } from "./page-protocol.ts";
import type { PageAnswers, PageLab } from "./page-lab.ts";
import { pageText } from "./page-text.ts";
import { RecordedKey } from "./recorded-key.ts";
import { type PageWorker, WorkerSession } from "./worker-session.ts";

/** Seconds that a picture may take, with the packages that it loads. */
const longestDrawing = 10;

const moreTime: Text = {
  en: "If it only needs more time, grade it on the command line, which can allow more.",
  zh: "如果只是需要更久，请在命令行里评分，那里可以放宽时限。",
};

/** What a page brings to a lab that it has fetched. */
export interface PageOptions {
  /** The address of the lab's folder, with a slash at its end. */
  readonly base: string;
  readonly questions: Questions<unknown>;
  readonly answers: PageAnswers;
  /** Starts the worker whose script is `@downhill/grader/page-box`. */
  readonly worker: () => PageWorker;
  readonly toJavaScript: (text: string) => string;
}

/** A verdict in a page: with its picture, and without what only files have. */
export interface PageVerdict extends Omit<Verdict, "sha256" | "milliseconds" | "picture"> {
  readonly svg?: string;
}

/** A lab in a page: grades texts as the command line grades files, with a worker as their box. */
export class LabInPage {
  readonly #lab: PageLab;
  readonly #judged: JudgedLab;
  readonly #key: RecordedKey;
  readonly #imports: ReadonlyMap<string, string>;
  readonly #options: PageOptions;

  constructor(lab: PageLab, options: PageOptions) {
    const { base, questions, answers, worker } = options;
    const card = { ...lab.card, folder: "" };
    const at = (name: string): string => new URL(name, base).href;
    const open: ToWorker = {
      t: "open",
      questions: at("questions.mjs"),
      picture: lab.picture ? at("picture.mjs") : null,
      names: card.tasks.flatMap(({ writes }) => writes),
    };
    this.#lab = lab;
    this.#options = options;
    this.#judged = { card, questions, moreTime, open: () => new WorkerSession(worker(), open) };
    this.#key = new RecordedKey(lab, questions, answers);
    this.#imports = new Map(Object.entries(lab.imports).map(([name, file]) => [name, at(file)]));
  }

  /** Where the file would be in the course. */
  get file(): string {
    const { id, file } = this.#lab.card;
    return `labs/${id}/src/${file}`;
  }

  /** @throws {CourseError} When the lab itself (not the learner's text) cannot be loaded. */
  async grade(text: string, signal?: AbortSignal): Promise<PageVerdict> {
    const { toJavaScript } = this.#options;
    const file = this.file;
    const made = pageText(text, { file, imports: this.#imports, toJavaScript });
    const found =
      "kind" in made
        ? brokenFile(this.#judged, made)
        : await gradeText(this.#judged, this.#key, made, signal === undefined ? {} : { signal });
    const verdict = { ...verdictOf(this.#judged, found), file };
    const svg = verdict.passed && "code" in made ? await this.#picture(made.code, signal) : undefined;
    return svg === undefined ? verdict : { ...verdict, svg };
  }

  /** What a passed text draws; it is not waited for long, because nothing depends on it. */
  async #picture(code: string, signal?: AbortSignal): Promise<string | undefined> {
    if (!this.#lab.picture) return undefined;
    const session = this.#judged.open();
    const asked = { seed: this.#key.seed, questions: [], seconds: {}, idle: longestDrawing, picture: true };
    const { said } = await session.ask({ ...asked, file: session.put(code) }, longestDrawing, signal);
    session.end();
    const drawn = said.find((each) => each.t === "picture");
    return drawn?.svg.trimStart().startsWith("<svg") === true ? drawn.svg : undefined;
  }
}
