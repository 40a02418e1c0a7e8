import { DataError } from "../data-error.ts";
import { mustTrain, type RowSet } from "../splits/part.ts";

/**
 * Something that learns from the training part only. It can be fitted once; what `fit` returns has no `fit`, so nothing
 * from other parts can leak in later.
 *
 * The type asks for a marked part, so the compiler rejects unsplit rows and other parts; `fit` checks it again at run
 * time.
 */
export interface Unfitted<D extends RowSet, F> {
  /**
   * Learns from the training part.
   * @throws DataError for another part or unsplit rows, on a second call, and for missing values
   */
  readonly fit: (train: D & { readonly split: "train" }) => F;
}

/** Wraps a learner so that it learns once, from a training part. */
export function unfitted<D extends RowSet, F>(who: string, learn: (train: D) => F): Unfitted<D, F> {
  let used = false;
  return {
    fit(train) {
      if (used) {
        throw new DataError("already-fitted", {
          en: `${who}: it is already fitted; fit once, on the training part, transform every part with the value that fit returned, and make a new one for other data.`,
          zh: `${who}：已经拟合过；只在训练集上拟合一次，再用 fit 的返回值变换其余各部分；换一份数据时请新建一个。`,
        });
      }
      mustTrain(who, train);
      if (train.size === 0) {
        throw new DataError("empty", {
          en: `${who}: the training part has no rows to learn from; check the file, or the steps that dropped rows before this one.`,
          zh: `${who}：训练集一行也没有，无从学习；请检查文件，或之前删去了哪些行。`,
        });
      }
      const fitted = learn(train);
      used = true;
      return fitted;
    },
  };
}
