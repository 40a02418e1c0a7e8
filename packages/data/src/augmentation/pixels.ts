import { DataError } from "../data-error.ts";
import type { Labels, Rows } from "../dataset.ts";

/** The sizes of a batch of images. */
export interface ImageSizes {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  /** 1 when the shape has no axis of channels. */
  readonly channels: number;
}

/** The sizes of a batch of shape `[n, height, width]` or `[n, height, width, channels]`. */
export function imageSizes(who: string, shape: readonly number[]): ImageSizes {
  const [count, height, width, channels = 1] = shape;
  if (shape.length === 3 || shape.length === 4) {
    return { count: count!, height: height!, width: width!, channels };
  }
  throw new DataError("rank", {
    en: `${who}: a batch of shape [${shape.join(", ")}] is not a batch of images, which has the shape [n, height, width] or [n, height, width, channels]; augment before you flatten.`,
    zh: `${who}：形状为 [${shape.join(", ")}] 的批次不是图像；需要 [n, 高, 宽] 或 [n, 高, 宽, 通道]，请在此之后再展平。`,
  });
}

/**
 * Returns new images; each pixel is a pixel of the same original image, or the fill.
 *
 * @param from maps image `i`, a row and a column to the original row and column, or to nothing for the fill; rows and
 * columns outside the image give the fill too
 */
export function movedPixels<Y extends Labels>(
  batch: Rows<Y>,
  { count, height, width, channels }: ImageSizes,
  size: readonly [height: number, width: number],
  fill: number,
  from: (i: number, row: number, column: number) => readonly [row: number, column: number] | undefined,
): Rows<Y> {
  const [rows, columns] = size;
  const x = new Float32Array(count * rows * columns * channels).fill(fill);
  let to = 0;
  for (let i = 0; i < count; i++) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++, to += channels) {
        const old = from(i, row, column);
        if (old === undefined || old[0] < 0 || old[0] >= height || old[1] < 0 || old[1] >= width) continue;
        const start = ((i * height + old[0]) * width + old[1]) * channels;
        for (let c = 0; c < channels; c++) x[to + c] = batch.x[start + c]!;
      }
    }
  }
  return { x, shape: [count, rows, columns, ...batch.shape.slice(3)], y: batch.y };
}
