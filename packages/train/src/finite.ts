import { abs, lessEqual, type Tensor } from "@downhill/tensor";

/** The largest finite number of each dtype; the comparison is false for NaN too. */
const largest = { float32: 3.4028234663852886e38, float64: Number.MAX_VALUE } as const;

/** Elementwise, whether a number is neither NaN nor infinite. */
export const isFinite = (x: Tensor): Tensor =>
  lessEqual(abs(x), largest[x.dtype === "float64" ? x.dtype : "float32"]);
