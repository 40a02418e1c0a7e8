import type { Text } from "@downhill/grader";
import { Refusal } from "./refusal.ts";

/**
 * Checks that every step after the tenth begins with as many tensors as the tenth did.
 *
 * @param live how many there are now.
 * @param first the steps already taken.
 */
export function tensorCount(live: () => number, first: number) {
  let tenth: number | undefined;
  let last = live();
  return {
    /** @throws Refusal if there are more or fewer than before. */
    look(step: number): void {
      last = live();
      if (step < first + 10) return;
      tenth ??= last;
      if (last === tenth) return;
      throw new Refusal(
        {
          en: `Tensors held went from ${tenth} at step ${first + 10} to ${last} at step ${step}; the step must free everything that it makes.`,
          zh: `持有的张量从第 ${first + 10} 步的 ${tenth} 个变成了第 ${step} 步的 ${last} 个；每一步都必须释放它产生的全部张量。`,
        },
        1,
      );
    },
    sentence: (): Text =>
      tenth === undefined
        ? { en: `tensors held: ${last}`, zh: `持有张量：${last} 个` }
        : {
            en: `tensors held: ${tenth} at step ${first + 10}, ${last} at the end`,
            zh: `持有张量：第 ${first + 10} 步 ${tenth} 个，结束时 ${last} 个`,
          },
  };
}

export type TensorCount = ReturnType<typeof tensorCount>;
