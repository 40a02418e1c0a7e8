import { wholeNumber } from "../whole-number.ts";
import { type Stage, stage } from "./stage.ts";

/** The first `count` elements. */
export function takeFirst<T>(input: Stage<T>, count: number): Stage<T> {
  wholeNumber("take", "count", count, 0);
  return stage(`take ${count}`, [input], (here, upstream) => ({
    async next() {
      const drawn = here.at < count ? await upstream.next() : undefined;
      if (drawn !== undefined) here.at++;
      return drawn;
    },
  }));
}

/** The elements after the first `count`. */
export function skipFirst<T>(input: Stage<T>, count: number): Stage<T> {
  wholeNumber("skip", "count", count, 0);
  return stage(`skip ${count}`, [input], (here, upstream) => ({
    async next() {
      for (; here.at < count; here.at++) if ((await upstream.next()) === undefined) return undefined;
      return upstream.next();
    },
  }));
}
