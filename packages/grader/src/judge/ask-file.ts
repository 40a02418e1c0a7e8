import { type Asked, questionId, type Said } from "../box/protocol.ts";
import { answerOf, Stopped } from "../lab/answer.ts";
import { Allowance } from "./allowance.ts";
import { endingFailure, loadFailure, neverReady, withoutDump } from "./ending.ts";
import type { JudgedLab } from "./judged-lab.ts";
import type { Heard, Session } from "./session.ts";
import type { Text } from "../lab/text.ts";
import type { TranslatedText } from "./translated-text.ts";
import type { Failure } from "./verdict.ts";

/** A translated file to run in a box; `put` writes the other files that it imports and returns the text to run. */
export type Runnable = Pick<TranslatedText, "code" | "locate"> & {
  readonly prepared?: (session: Session) => string;
};

export interface AskOptions {
  readonly seed: number;
  /** Seconds of CPU time for each task, if not the lab's. */
  readonly seconds?: number;
  readonly picture?: boolean;
  readonly signal?: AbortSignal;
  /** A box that waits for a request; it is used first, and left open if it survives. */
  readonly session?: Session;
  /** The total time for the file, if it is asked more than once. */
  readonly allowance?: Allowance;
  /** Where answers are kept as they were sent, to be recorded. */
  readonly raw?: Map<string, unknown>;
  /** Whether a task is asked its costly questions, given its answers to the others; by default it is. */
  readonly worth?: (task: string, asked: FileAnswers) => boolean | Promise<boolean>;
}

/** The results of some tasks' questions to one file. */
export interface FileAnswers {
  readonly exports: readonly string[];
  /** Why the file could not be asked at all. */
  readonly failure?: Failure;
  readonly answers: ReadonlyMap<string, unknown>;
  /** Why a task did not finish. */
  readonly stops: ReadonlyMap<string, Failure>;
  readonly output: string;
  readonly cut: number;
  readonly picture?: string;
  /** Why there is no picture, if one was requested. */
  readonly noPicture?: string;
}

const usualSeconds = 5;

const only = <T extends Said["t"]>(said: readonly Said[], t: T): readonly Extract<Said, { t: T }>[] =>
  said.filter((each): each is Extract<Said, { t: T }> => each.t === t);

/** The costly questions of some tasks, or the others. */
const askedOf = ({ questions }: JudgedLab, tasks: readonly string[], costly: boolean): readonly Asked[] =>
  tasks.flatMap((task) =>
    [...(questions[task] ?? []).entries()]
      .filter(([, question]) => (question.costly ?? false) === costly)
      .map(([index]) => ({ task, index })),
  );

/** The subject of a question, by the name under which a box reports it. */
const questionOf = ({ questions }: JudgedLab, asked = ""): Text | undefined =>
  Object.entries(questions)
    .flatMap(([task, all]) =>
      all.map((question, index) => [questionId({ task, index }), question.what] as const),
    )
    .find(([id]) => id === asked)?.[1];

/** Seconds of wall-clock time after which a box is ended in any case: far more than the CPU time it may use. */
const patience = (seconds: Readonly<Record<string, number>>): number =>
  60 + 10 * Object.values(seconds).reduce((sum, each) => sum + each, 0);

/**
 * Asks a file the questions of some tasks, the costly ones last, in one box; if the file ends it, the rest are asked
 * in another. The first answer to a question counts.
 */
export async function askFile(
  lab: JudgedLab,
  file: Runnable,
  tasks: readonly string[],
  options: AskOptions,
): Promise<FileAnswers> {
  const { card } = lab;
  const answers = new Map<string, unknown>();
  const stops = new Map<string, Failure>();
  const left = new Set(tasks);
  let costly = false;
  const wanted = (): readonly Asked[] => askedOf(lab, [...left], costly);
  const allowance = options.allowance ?? new Allowance();
  const limitOf = (task: string): number =>
    options.seconds ?? card.tasks.find(({ id }) => id === task)?.seconds ?? usualSeconds;
  const secondsOf = (task: string): number => allowance.seconds(limitOf(task));
  let [exports, output, cut]: [readonly string[], string, number] = [[], "", 0];
  let [picture, noPicture]: [string | undefined, string | undefined] = [undefined, undefined];
  const failures: Failure[] = [];

  const receive = ({ said, ended }: Heard): void => {
    const loaded = only(said, "loaded")[0];
    exports = loaded?.exports.map(String) ?? exports;
    picture ??= only(said, "picture")[0]?.svg;
    noPicture ??= only(said, "no-picture")[0]?.why;
    const known = new Set(wanted().map(questionId));
    for (const { q, answer } of only(said, "answer")) {
      if (!known.has(q) || answers.has(q)) continue;
      answers.set(q, answerOf(answer));
      options.raw?.set(q, answer);
    }
    const failed = only(said, "failed")[0];
    if (failed !== undefined) failures.push(loadFailure(answerOf(failed.answer), file.locate, card));
    if (ended === null) return left.clear();
    const asked = only(said, "ask").at(-1)?.q;
    const running = asked?.split("/")[0];
    const name = running ?? "load";
    const question = questionOf(lab, asked);
    const short = secondsOf(name) < limitOf(name);
    const given = { seconds: secondsOf(name), short, moreTime: lab.moreTime, question };
    const why = endingFailure({ said, output }, file.locate, given);
    if (why.kind === "memory") output = withoutDump(output);
    allowance.stopped();
    if (loaded === undefined || running === undefined || asked === undefined) {
      failures.push(why);
      return left.clear();
    }
    if (!answers.has(asked)) answers.set(asked, new Stopped(why.kind));
    stops.set(running, why);
    // Questions before it are answered; those after it get a new box.
    for (const task of tasks.slice(0, tasks.indexOf(running) + 1)) left.delete(task);
  };

  let session = options.session;
  let address: string | undefined;
  const askWhatIsLeft = async (): Promise<void> => {
    while (left.size > 0 && failures.length === 0) {
      if (session?.open !== true) [session, address] = [lab.open(), undefined];
      address ??= session.put(file.prepared?.(session) ?? file.code);
      const seconds = Object.fromEntries(["load", ...tasks].map((id) => [id, secondsOf(id)]));
      const { idle } = allowance;
      const request = { file: address, seed: options.seed, questions: wanted(), seconds, idle };
      const drawing = { ...request, picture: options.picture === true && !costly };
      const heard = await session.ask(drawing, patience(seconds), options.signal);
      options.signal?.throwIfAborted();
      if (!session.ready) throw neverReady(card, heard.output);
      output += heard.output;
      cut += heard.cut;
      receive(heard);
    }
  };
  const sofar = (): FileAnswers => ({
    exports,
    answers,
    stops,
    output,
    cut,
    ...(failures[0] === undefined ? {} : { failure: failures[0] }),
    ...(picture === undefined ? {} : { picture }),
    ...(noPicture === undefined ? {} : { noPicture }),
  });

  await askWhatIsLeft();
  costly = true;
  for (const task of failures.length > 0 ? [] : tasks) {
    const some = askedOf(lab, [task], true).length > 0 && !stops.has(task);
    if (some && (await (options.worth?.(task, sofar()) ?? true))) left.add(task);
  }
  await askWhatIsLeft();
  if (session !== options.session) session?.end();
  return sofar();
}
