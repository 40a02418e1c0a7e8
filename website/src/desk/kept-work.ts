/** What a reader has of one lab in this browser. */
export interface KeptWork {
  readonly text: string;
  /** The points of the best file so far. */
  readonly best: number;
  /** The text before the last fresh start or the last file that was opened, to go back to. */
  readonly before?: string;
}

const nameOf = (lab: string): string => `downhill.desk.${lab}`;

/** What is kept of a lab; nothing if there is nothing, or if the browser keeps nothing. */
export function keptWork(lab: string, storage: () => Storage = () => localStorage): KeptWork | undefined {
  try {
    const kept = JSON.parse(storage().getItem(nameOf(lab)) ?? "null") as Partial<KeptWork> | null;
    if (typeof kept?.text !== "string" || typeof kept.best !== "number") return undefined;
    return {
      text: kept.text,
      best: kept.best,
      ...(typeof kept.before === "string" ? { before: kept.before } : {}),
    };
  } catch {
    return undefined;
  }
}

/** Keeps a lab's work; false if the browser refuses. */
export function keepWork(lab: string, work: KeptWork, storage: () => Storage = () => localStorage): boolean {
  try {
    storage().setItem(nameOf(lab), JSON.stringify(work));
    return true;
  } catch {
    return false;
  }
}
