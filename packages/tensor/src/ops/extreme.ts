import { op, type Op, run } from "../op.ts";
import { normal } from "../random.ts";
import { resolveAxes, type Shape, ShapeError } from "../shape.ts";
import { cast } from "./cast.ts";
import { div } from "./div.ts";
import { equal } from "./equal.ts";
import { mul } from "./mul.ts";
import { type Reduce, reduction } from "./reduction.ts";
import { reshape } from "./reshape.ts";
import { sum } from "./sum.ts";

/** The one element over axes that no other passes. Elements that tie share the gradient equally. */
export const extreme = (name: "max" | "min"): Op<["x"], Reduce | undefined> =>
  op({
    name,
    inputs: ["x"],
    takes: "value",
    tex: `\\${name}_i x_i`,
    shape: ([x], over) => reduction(name, x, over).shape,
    forward: ({ x }, over) => run(name, [x], reduction(name, x.shape, over)),
    vjp: {
      x: (ct, { x, y }, over) => {
        const { axes, kept } = reduction(name, x.shape, over);
        const winners = cast(equal(x, reshape(y, kept)), ct.dtype);
        return mul(reshape(ct, kept), div(winners, sum(winners, { axes, keepDims: true })));
      },
    },
    domain: (key) => [
      [normal(key, [2, 3])],
      [normal(key, [2, 3, 2]), { axes: 1 }],
      [normal(key, [4]), { keepDims: true }],
    ],
  });

const words = { max: { en: "largest", zh: "最大值" }, min: { en: "smallest", zh: "最小值" } } as const;

function onlyAxis(name: string, which: "max" | "min", x: Shape, axis: number): number {
  const resolved = resolveAxes(name, x, axis)[0]!;
  if (x[resolved] === 0) {
    throw new ShapeError(
      `${name}: axis ${axis} is empty, and no elements have no ${words[which].en}; give it an element`,
      `${name}：轴 ${axis} 是空的，没有元素就没有${words[which].zh}；请至少给它一个元素`,
    );
  }
  return resolved;
}

/** Where along an axis, the last unless named, the element lies that no other passes: the first of those that tie. */
export const whereExtreme = (name: "argMax" | "argMin"): Op<["x"], number | undefined> => {
  const which = name === "argMax" ? "max" : "min";
  return op({
    name,
    inputs: ["x"],
    takes: "value",
    gives: "int32",
    tex: String.raw`\operatorname*{arg\,${which}}_i x_i`,
    shape: ([x], axis = -1) => x.toSpliced(onlyAxis(name, which, x, axis), 1),
    forward: ({ x }, axis = -1) => run(name, [x], { axis: onlyAxis(name, which, x.shape, axis) }),
    vjp: { x: null },
    domain: (key) => [[normal(key, [2, 3])], [normal(key, [2, 3, 2]), 1]],
  });
};
