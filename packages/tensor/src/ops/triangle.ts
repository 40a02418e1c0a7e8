import { tensor } from "../create.ts";
import { ShapeError, showShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { where } from "./where.ts";

/** The elements of each matrix whose row and column pass, and 0 elsewhere. */
export function triangle(op: string, x: Tensor, keeps: (row: number, column: number) => boolean): Tensor {
  if (x.shape.length < 2) {
    throw new ShapeError("rank", {
      en: `${op}: ${showShape(x.shape)} has no matrices; reshape it to [rows, columns], with any axes before`,
      zh: `${op}：${showShape(x.shape)} 里没有矩阵；请用 reshape 变成 [rows, columns]，前面可以有别的轴`,
    });
  }
  const [rows, columns] = x.shape.slice(-2) as [number, number];
  const mask = Uint8Array.from({ length: rows * columns }, (_, i) =>
    Number(keeps(Math.floor(i / columns), i % columns)),
  );
  return where(tensor(mask, { backend: x.backend, shape: [rows, columns] }), x, 0);
}
