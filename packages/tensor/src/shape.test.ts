import fc from "fast-check";
import { expect, test } from "vitest";
import { tensor } from "./create.ts";
import * as ops from "./ops/index.ts";
import { broadcastShapes, ShapeError, stridesOf } from "./shape.ts";

const shapes = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 });

test("broadcasting is commutative, has [] as its unit, and is idempotent", () => {
  fc.assert(
    fc.property(shapes, shapes, (a, b) => {
      const attempt = (f: () => unknown) => {
        try {
          return f();
        } catch (error) {
          expect(error).toBeInstanceOf(ShapeError);
          return "refused";
        }
      };
      expect(attempt(() => broadcastShapes("add", a, b))).toEqual(
        attempt(() => broadcastShapes("add", b, a)),
      );
      expect(broadcastShapes("add", a, [])).toEqual(a);
      expect(broadcastShapes("add", a, a)).toEqual(a);
    }),
  );
});

test("strides are row-major", () => {
  expect(stridesOf([2, 3, 4])).toEqual([12, 4, 1]);
});

const int = (values: number[]) => tensor(values, { dtype: "int32" });
test.each([
  [
    "add",
    () => ops.add(tensor([1, 2]), tensor([1, 2, 3])),
    "add: [2] and [3] do not broadcast: axis 0 has lengths 2 and 3; make them equal, or reshape one to 1",
  ],
  [
    "dtype",
    () => ops.mul(tensor([1]), int([1])),
    'mul: operands are float64 and int32; bring one to the other with cast(x, "float64")',
  ],
  [
    "matmul",
    () =>
      ops.matmul(
        tensor([
          [1, 2, 3],
          [4, 5, 6],
        ]),
        tensor([
          [1, 2, 3],
          [4, 5, 6],
        ]),
      ),
    "matmul: [2,3] × [2,3] needs equal inner sizes, got 3 and 2; transpose the second operand?",
  ],
  [
    "vector",
    () => ops.matmul(tensor([1, 2]), tensor([1, 2])),
    "matmul: [2] × [2] needs two matrices; reshape a vector to [n,1] or [1,n] first",
  ],
  ["axis", () => ops.sum(tensor([1]), { axes: 2 }), "sum: axis 2 does not exist in [1]; use -1 to 0"],
  [
    "twice",
    () => ops.sum(tensor([[1]]), { axes: [0, -2] }),
    "sum: axes [0,0] name the same axis twice; name each only once",
  ],
  [
    "reshape",
    () => ops.reshape(tensor([1, 2, 3]), [2, -1]),
    "reshape: [3] holds 3 values, which do not fill [2,-1]",
  ],
  [
    "transpose",
    () => ops.transpose(tensor([[1]]), [0, 0]),
    "transpose: [0,0] is not an order of the axes of [1,1]",
  ],
  [
    "slice",
    () => ops.slice(tensor([1, 2]), { begin: [1], size: [2] }),
    "slice: a block of [2] from [1] does not lie inside [2]",
  ],
  ["broadcastTo", () => ops.broadcastTo(tensor([1, 2]), [3]), "broadcastTo: [2] and [3] do not broadcast"],
  [
    "oneHot",
    () => ops.oneHot(int([1]), { depth: 0 }),
    "oneHot: depth 0 is not a number of classes; give a positive integer",
  ],
  ["gather", () => ops.gather(tensor(1), int([0])), "gather: a scalar has no rows to take"],
  ["argMax", () => ops.argMax(tensor([[], []])), "argMax: axis -1 is empty"],
  [
    "operand",
    () => ops.add(tensor([1]), "2" as never),
    "add: operand 2 is string, not a tensor or a number; make one with tensor(…)",
  ],
])("a misfit is reported with its place and the remedy: %s", (_, misfit, message) => {
  expect(misfit).toThrow(message);
});
