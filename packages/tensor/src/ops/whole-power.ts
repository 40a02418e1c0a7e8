import { tidy } from "../scope.ts";
import type { Tensor } from "../tensor.ts";
import { abs } from "./abs.ts";
import { add } from "./add.ts";
import { cast } from "./cast.ts";
import { equal } from "./equal.ts";
import { greaterEqual } from "./greater-equal.ts";
import { logicalOr } from "./logical-or.ts";
import { mul } from "./mul.ts";
import { sub } from "./sub.ts";

const counts = (condition: Tensor): Tensor => cast(condition, "int32");

/**
 * $a^b$ of whole numbers, modulo $2^{32}$, for which no kernel is exact. Starting with the highest bit of $b$: square, and
 * multiply by $a$ if the bit is 1. A negative power is $1/a^{\lvert b\rvert}$ without its fraction: 0 unless $a$ is 1 or -1.
 */
export function wholePower(a: Tensor, b: Tensor): Tensor {
  let rest = abs(b);
  let y = add(mul(add(a, b), 0), 1);
  const more = sub(a, 1);
  for (let bit = 30; bit >= 0; bit--) {
    [rest, y] = tidy("wholePower", () => {
      const one = counts(greaterEqual(rest, 2 ** bit));
      return [sub(rest, mul(one, 2 ** bit)), mul(mul(y, y), add(mul(one, more), 1))] as const;
    });
  }
  const whole = counts(logicalOr(greaterEqual(b, 0), equal(abs(a), 1)));
  return mul(y, whole);
}
