import type { Text, Tolerance } from "@downhill/grader/lab";

/** For results that every correct program gets to the last few bits. */
export const rounding: Tolerance = {
  relative: 1e-12,
  absolute: 1e-14,
  why: {
    en: "float64 carries 16 digits; the order of a handful of additions may cost the last few",
    zh: "float64 约有 16 位有效数字，几次加法的先后顺序只会影响最后几位",
  },
};

/** For many steps, or numbers computed by another program. */
export const accumulated: Tolerance = {
  relative: 1e-9,
  absolute: 1e-12,
  why: {
    en: "the same formula in another order of operations; rounding adds up over the steps",
    zh: "公式相同而运算次序不同，舍入误差会逐步累积",
  },
};

/** For numbers that must be the very same. */
export const same: Tolerance = {
  why: { en: "nothing is computed here, so nothing may differ", zh: "这里没有任何计算，一位都不该变" },
};

export const row: Text = { en: "row", zh: "行" };
export const column: Text = { en: "column", zh: "列" };
export const entry: readonly Text[] = [row, column];
