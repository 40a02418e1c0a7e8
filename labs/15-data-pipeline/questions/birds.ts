import type { Entry } from "../key/solution.ts";
import { entries } from "../provided/penguins.ts";

const opened = entries();
opened.catch(() => undefined);

/** The penguins' file, opened before a learner's text runs; fresh entries each time. */
export const birds = async (): Promise<Entry[]> => (await opened).map((entry) => ({ ...entry }));
