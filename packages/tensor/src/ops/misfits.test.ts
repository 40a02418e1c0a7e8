import { expect, test } from "vitest";
import {
  clip,
  expandDims,
  logicalAnd,
  pad,
  repeat,
  scatterAdd,
  slice,
  squeeze,
  std,
  takeAlong,
  tensor,
  tile,
  tril,
  variance,
} from "../index.ts";
import { ones } from "../create.ts";

const whole = (values: readonly number[]) => tensor(values, { dtype: "int32" });

test.each([
  [
    "squeeze",
    () => squeeze(ones([2, 1]), 0),
    "squeeze: axis 0 of [2,1] has length 2, and only axes of length 1 can be removed; reduce it first, or name another",
  ],
  ["expandDims", () => expandDims(ones([2]), 2), "expandDims: axis 2 does not exist in [2,1]; use -2 to 1"],
  [
    "tile",
    () => tile(ones([2, 3]), [2]),
    "tile: counts [2] do not fit [2,3]; give each axis a count of 0 or more",
  ],
  [
    "repeat",
    () => repeat(ones([2]), { times: 1.5 }),
    "repeat: 1.5 is not a number of times; give an integer of 0 or more",
  ],
  [
    "tril",
    () => tril(ones([3])),
    "tril: [3] has no matrices; reshape it to [rows, columns], with any axes before",
  ],
  [
    "takeAlong",
    () => takeAlong(ones([2, 3]), whole([0])),
    "takeAlong: indices [1] do not lie along axis -1 of [2,3]; all other axes must be equal",
  ],
  [
    "scatterAdd",
    () => scatterAdd(ones([3]), whole([0, 1]), 2),
    "scatterAdd: [3] does not begin with the indices' axes [2]; give one row per index",
  ],
  [
    "variance",
    () => variance(ones([1]), { correction: 1 }),
    "variance: [1] has too few elements along axes [0] for a correction of 1; give more, or a smaller correction",
  ],
  ["std", () => std(ones([0])), "std: [0] has too few elements along axes [0] for a correction of 0"],
  [
    "clip",
    () => clip(ones([1]), { min: 1, max: 0 }),
    "clip: min 1 is not below max 0; give two numbers, the smaller one as min",
  ],
  [
    "pad",
    () => pad(ones([2]), { before: [-1], after: [0] }),
    "pad: margins [-1] and [0], with [0] between neighbours, do not fit [2]; give each axis a count of 0 or more",
  ],
  [
    "slice in steps",
    () => slice(ones([4]), { begin: [1], size: [3], steps: [2] }),
    "slice: a block of [3] from [1] in steps of [2] does not lie inside [4]",
  ],
  ["slice in none", () => slice(ones([4]), { begin: [1], size: [2], steps: [0] }), "in steps of [0]"],
  ["logicalAnd", () => logicalAnd(ones([2]), ones([3])), "logicalAnd: [2] and [3] do not broadcast"],
])("a misfit is reported with its place and the remedy: %s", (_, misfit, message) => {
  expect(misfit).toThrow(message);
});
