export { AnsweredError, Stopped, Threw } from "./answer.ts";

/** One replacement in the solution's text. */
export interface Edit {
  readonly find: string;
  readonly put: string;
  /** Whether every occurrence is replaced; otherwise there must be exactly one. */
  readonly all?: boolean;
}

/**
 * A wrong answer that a person would really write, as an edit of the solution. Its name and explanation are in
 * `key/feedback.md`, under its id.
 */
export interface Mistake {
  readonly id: string;
  /** The task that must catch it. */
  readonly task: string;
  readonly edits: readonly Edit[];
  /** A function whose body is replaced as a whole. */
  readonly rewrite?: { readonly name: string; readonly text: string };
  /**
   * Recognises a mistake that has no numbers (it returns NaN, or stops with an error) from the learner's answers in
   * the task, in the order of its questions.
   */
  readonly when?: (answers: readonly unknown[]) => boolean;
  /** Why this mistake is caught but never named. */
  readonly unnamed?: string;
  /** Whether people make it in one of its places and not in the others. */
  readonly apart?: true;
  /** Which of its edits this is, counted from 1, if it is one edit alone of a mistake that is made apart. */
  readonly form?: number;
}

type Rest = Partial<Pick<Mistake, "when" | "unnamed">>;

/** `edit(id, task, [find, put], [find, put], …)`: each text must occur once in the solution. */
export const edit = (
  id: string,
  task: string,
  ...pairs: readonly (readonly [find: string, put: string])[]
): Mistake => ({ id, task, edits: pairs.map(([find, put]) => ({ find, put })) });

/** An edit of every place where the text occurs. */
export const editAll = (id: string, task: string, find: string, put: string): Mistake => ({
  id,
  task,
  edits: [{ find, put, all: true }],
});

/** Replaces the whole text of an exported function, its signature included. */
export const rewrite = (id: string, task: string, name: string, text: string): Mistake => ({
  id,
  task,
  edits: [],
  rewrite: { name, text },
});

/**
 * `edit` for a mistake that people also make in one function and not in another: each of its edits alone is caught too,
 * under the same name.
 */
export const apart = (...given: Parameters<typeof edit>): Mistake => ({ ...edit(...given), apart: true });

/** The mistake as it is listed and, if it is also made apart, each of its edits alone. */
export const formsOf = (mistake: Mistake): readonly Mistake[] =>
  mistake.apart === true
    ? [mistake, ...mistake.edits.map((each, i) => ({ ...mistake, edits: [each], form: i + 1 }))]
    : [mistake];

/** What distinguishes one form of a mistake from the others: its id and, for a single edit, its number. */
export const formName = ({ id, form }: Mistake): string => (form === undefined ? id : `${id}/${form}`);

/** The same mistake, recognised by a predicate, or caught without a name. */
export const but = (mistake: Mistake, rest: Rest): Mistake => ({ ...mistake, ...rest });
