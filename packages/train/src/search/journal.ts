import { node, readWhole, removeLeftovers, writeDurably } from "../durable-write.ts";
import type { Json } from "../state.ts";
import { TrainingError } from "../training-error.ts";

/** Why a trial has no metric, in both languages. */
export interface Failure {
  readonly en: string;
  readonly zh: string;
}

/** The result of a trial at a budget: a line of the journal. */
export interface Line {
  readonly trial: number;
  readonly budget: number;
  readonly configuration: Readonly<Record<string, Json>>;
  /** Null if the trial failed. */
  readonly metric: number | null;
  readonly failure?: Failure;
}

/** The results so far. */
export interface Journal {
  find(trial: number, budget: number): Line | undefined;
  add(line: Line): Promise<void>;
}

/** A journal that exists only as long as the process. */
export function fleeting(): Journal {
  const lines = new Map<string, Line>();
  return {
    find: (trial, budget) => lines.get(`${trial} ${budget}`),
    add: async (line) => void lines.set(`${line.trial} ${line.budget}`, line),
  };
}

/**
 * A journal in a file of JSON lines; the first identifies the search. For each new line the whole file is written, flushed
 * and renamed, so at any moment either the old file or the new one exists.
 *
 * @throws TrainingError when the file is from a different search, or damaged.
 */
export async function openJournal(path: string, about: Readonly<Record<string, Json>>): Promise<Journal> {
  const head = JSON.stringify(about);
  const bytes = await attempted(path, () => readWhole(path));
  if (bytes !== undefined) await removeLeftovers(node("node:path").dirname(path));
  const texts = bytes === undefined ? [] : new TextDecoder().decode(bytes).split("\n").filter(Boolean);
  const [first, ...rest] = texts.map((text, i) => parsed(path, text, i));
  if (first !== undefined) mustBeSame(path, about, first);
  const journal = fleeting();
  for (const [i, line] of rest.entries()) await journal.add(checked(path, line, i + 1));
  const written = [head, ...texts.slice(1)];
  return {
    find: (trial, budget) => journal.find(trial, budget),
    async add(line) {
      written.push(JSON.stringify(line));
      const bytes = new TextEncoder().encode(`${written.join("\n")}\n`);
      await attempted(path, () => writeDurably(path, bytes));
      await journal.add(line);
    },
  };
}

/** Reads or writes, with a clear error if that fails. */
async function attempted<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof TrainingError) throw cause;
    const code = (cause as Partial<NodeJS.ErrnoException>).code ?? String(cause);
    throw new TrainingError(
      "unwritable",
      {
        en: `${path}: the journal of the search cannot be read or written (${code}); choose another folder, or make room, and run again.`,
        zh: `${path}：无法读写搜索记录（${code}）；请换一个文件夹，或清出空间，然后重新运行。`,
      },
      { cause },
    );
  }
}

function parsed(path: string, text: string, line: number): Readonly<Record<string, Json>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as never;
  } catch {
    // Reported below, with the line.
  }
  throw damaged(path, line);
}

function checked(path: string, line: Readonly<Record<string, Json>>, at: number): Line {
  const { trial, budget, configuration, metric, failure } = line;
  const whole =
    Number.isSafeInteger(trial) &&
    Number.isSafeInteger(budget) &&
    typeof configuration === "object" &&
    configuration !== null &&
    (typeof metric === "number" || (metric === null && typeof failure === "object" && failure !== null));
  if (!whole) throw damaged(path, at);
  return line as unknown as Line;
}

function mustBeSame(path: string, about: Readonly<Record<string, Json>>, found: typeof about): void {
  for (const name of new Set([...Object.keys(about), ...Object.keys(found)])) {
    const [now, before] = [about, found].map((all) => (name in all ? JSON.stringify(all[name]) : "nothing"));
    if (now === before) continue;
    throw new TrainingError("run-mismatch", {
      en: `${path}: this journal is from a different search: its ${name} is ${before}, not ${now}; continue with those settings, or choose another folder.`,
      zh: `${path}：这份记录属于另一次搜索，其 ${name} 是 ${before}，而不是 ${now}；请沿用原来的设置，或换一个文件夹。`,
    });
  }
}

const damaged = (path: string, line: number): TrainingError =>
  new TrainingError("damaged", {
    en: `${path}:${line + 1}: this line of the journal is damaged; remove it so that its trial runs again, or choose another folder.`,
    zh: `${path}:${line + 1}：这一行记录已损坏；删除该行后会重新运行对应的试验，也可以换一个文件夹。`,
  });
