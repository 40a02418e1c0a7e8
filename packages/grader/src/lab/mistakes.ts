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
  /** Other edits that are the same mistake: in one of its places only, or written in another way. */
  readonly forms?: readonly (readonly Edit[])[];
  /** Which of these forms this is, counted from 1; absent for the mistake as it is listed. */
  readonly form?: number;
}

type Pair = readonly [find: string, put: string];
type Rest = Partial<Pick<Mistake, "when" | "unnamed">>;

const editsOf = (pairs: readonly Pair[]): readonly Edit[] => pairs.map(([find, put]) => ({ find, put }));

/** `edit(id, task, [find, put], [find, put], …)`: each text must occur once in the solution. */
export const edit = (id: string, task: string, ...pairs: readonly Pair[]): Mistake => ({
  id,
  task,
  edits: editsOf(pairs),
});

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
 * `also(mistake, [[find, put], …], …)`: the mistake has other forms, each with edits of its own. Each is caught by the
 * same task and has the same name; the forms need not answer alike.
 */
export const also = (mistake: Mistake, ...forms: readonly (readonly Pair[])[]): Mistake => ({
  ...mistake,
  forms: [...(mistake.forms ?? []), ...forms.map(editsOf)],
});

/** `edit` for a mistake that people also make in one of its places and not in the others. */
export const apart = (id: string, task: string, ...pairs: readonly Pair[]): Mistake =>
  also(edit(id, task, ...pairs), ...pairs.map((pair) => [pair]));

/** The mistake as it is listed, and its other forms. */
export function formsOf({ forms = [], ...listed }: Mistake): readonly Mistake[] {
  const { rewrite: _, ...named } = listed;
  return [listed, ...forms.map((edits, i) => ({ ...named, edits, form: i + 1 }))];
}

/** What distinguishes one form of a mistake from the others: its id and, unless it is the listed one, its number. */
export const formName = ({ id, form }: Mistake): string => (form === undefined ? id : `${id}/${form}`);

/** The same mistake, recognised by a predicate, or caught without a name. */
export const but = (mistake: Mistake, rest: Rest): Mistake => ({ ...mistake, ...rest });
