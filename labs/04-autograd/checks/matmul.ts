import type { Probe } from "@downhill/grader/lab";
import type { Autograd } from "../autograd.ts";
import type { Matrix } from "../matrix.ts";
import { entry, rounding } from "./tolerance.ts";

/** The rule of matmul on square matrices, where every wrong formula still has a fitting shape, then on oblong ones. */
export function checkMatmul({ rules }: Autograd, probe: Probe): void {
  const compare = (
    shape: string,
    a: Matrix,
    b: Matrix,
    g: Matrix,
    expected: readonly [Matrix, Matrix],
  ): void => {
    const shares = rules.matmul(a, b).vjp(g);
    ["a", "b"].forEach((name, i) =>
      probe.close(
        { en: `cotangent of ${name}, ${shape}`, zh: `${shape} 时 ${name} 的余切` },
        shares[i],
        expected[i]!,
        rounding,
        entry,
      ),
    );
  };
  compare(
    "[2,2] × [2,2]",
    [[1, 2], [3, 4]],
    [[5, 6], [7, 8]],
    [[1, 0], [0, 0]],
    [[[5, 7], [0, 0]], [[1, 0], [2, 0]]],
  ); // prettier-ignore
  compare(
    "[2,2] × [2,2]",
    [[1, -1], [0.5, 2]],
    [[3, 0], [1, -2]],
    [[1, 2], [-1, 4]],
    [[[3, -3], [-3, -9]], [[0.5, 4], [-3, 6]]],
  ); // prettier-ignore
  compare(
    "[2,3] × [3,1]",
    [[1, 2, 3], [4, 5, 6]],
    [[1], [-1], [2]],
    [[10], [-1]],
    [[[10, -10, 20], [-1, 1, -2]], [[6], [15], [24]]],
  ); // prettier-ignore
}
