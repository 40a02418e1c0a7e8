import type { Tolerance } from "@downhill/grader/questions";
import type * as Solution from "../key/solution.ts";

export type Module = typeof Solution;

export const rounding: Tolerance = {
  relative: 1e-10,
  absolute: 1e-12,
  why: {
    en: "the same formula may be rounded differently, by about 1e-16 per step; 100 steps stay far below this tolerance",
    zh: "同一个公式换种写法，每步的舍入误差约 1e-16，走 100 步也远到不了这个界限",
  },
};
