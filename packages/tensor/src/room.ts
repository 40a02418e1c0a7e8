import type { Backend } from "./backend.ts";
import { arrayOf, type DType } from "./dtype.ts";
import { type Shape, ShapeError, showShape, sizeOf } from "./shape.ts";

/** @throws ShapeError if a tensor is too large for the backend, before any memory is allocated. */
export function checkRoom(
  name: string,
  shape: Shape,
  dtype: DType,
  { name: device, most = 2 ** 32 }: Backend,
): void {
  const bytes = sizeOf(shape) * arrayOf[dtype].BYTES_PER_ELEMENT;
  if (bytes <= most) return;
  const [wanted, limit] = [bytes, most].map((each) => `${(each / 2 ** 30).toFixed(1)} GiB`);
  throw new ShapeError("too-large", {
    en: `${name}: ${showShape(shape)} of ${dtype} takes ${wanted}, but ${device} holds at most ${limit} in one tensor; make it smaller, or work on slices`,
    zh: `${name}：${dtype} 的 ${showShape(shape)} 要占 ${wanted}，而 ${device} 的一个张量最多 ${limit}；请减小形状，或分块计算`,
  });
}
