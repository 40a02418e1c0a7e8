import { fashionMnist, rows, take, toTensors } from "@downhill/data";
import type { Tensor } from "@downhill/tensor";

/* Images of Fashion-MNIST, opened when this file loads; the smaller of the two files opens sooner. */
const images = fashionMnist({ split: "test" });
images.catch(() => undefined);

/** The first images as rows of 784 pixels from 0 to 1, and their classes. */
export async function clothes(count: number): Promise<{ readonly x: Tensor; readonly y: Tensor }> {
  const first = Array.from({ length: count }, (_, i) => i);
  return toTensors(rows(take(await images, first), { flat: true }));
}

/** Twenty hidden layers of 32 units between 784 pixels and 10 classes. */
export const widths: readonly number[] = [784, ...Array.from({ length: 20 }, () => 32), 10];
