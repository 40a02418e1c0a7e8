import { DataError } from "../data-error.ts";
import { wholeNumber } from "../whole-number.ts";
import { entryOf } from "./position.ts";
import type { Stage } from "./stage.ts";

/**
 * The input from its beginning, that many times; each time the stages before it get the round. It is the only stage
 * that reopens its input, so its {@link Stage} is written out in full.
 */
export function repeat<T>(input: Stage<T>, times: number): Stage<T> {
  if (times !== Infinity) wholeNumber("repeat", "times", times, 0);
  const stage = `repeat ${times}`;
  return {
    open(from, rounds) {
      const entry = entryOf(stage, 1, from);
      let at = entry?.at ?? 0;
      let upstream = input.open(entry?.from[0], [...rounds, at]);
      let gave = entry !== undefined;
      return {
        async next() {
          while (at < times) {
            const drawn = await upstream.next();
            if (drawn !== undefined) {
              gave = true;
              return drawn;
            }
            if (!gave && times === Infinity) {
              throw new DataError("empty", {
                en: `repeat: round ${at} yielded no elements, so repeating would never end; check the source and the filters before it.`,
                zh: `repeat：第 ${at} 轮一个元素也没有，重复下去永远不会结束；请检查前面的数据源与 filter。`,
              });
            }
            if (at + 1 >= times) return undefined;
            await upstream.close();
            at++;
            gave = false;
            upstream = input.open(undefined, [...rounds, at]);
          }
          return undefined;
        },
        position: () => ({ stage, at, from: [upstream.position()] }),
        close: () => upstream.close(),
      };
    },
  };
}
