import { fashionMnist } from "@downhill/data";
import type { Pictures } from "../key/solution.ts";

/* Fashion-MNIST at half its width and height: pictures of 14 × 14 pixels from 0 to 1, each the mean of four. */
export const side = 14;

/* Opened when this file loads, before a learner's text can reach for them. */
const files = { train: fashionMnist({ split: "train" }), test: fashionMnist({ split: "test" }) };
for (const each of Object.values(files)) each.catch(() => undefined);

/** Some pictures of a split, one after another, and their labels. */
export async function pixels(split: "train" | "test", from: number, count: number) {
  const { x, y } = await files[split];
  const halved = Float32Array.from({ length: count * side * side }, (_, to) => {
    const [row, column] = [Math.floor(to / side), to % side];
    const at = (from * side + row) * 56 + 2 * column;
    return (x[at]! + x[at + 1]! + x[at + 28]! + x[at + 29]!) / (4 * 255);
  });
  return { x: halved, y: Int32Array.from(y.subarray(from, from + count)) };
}

/** Some pictures as lists: those for training and validation from the training set, those for the test from the test set. */
export async function clothes(part: Pictures["part"], from: number, count: number): Promise<Pictures> {
  const { x, y } = await pixels(part === "test" ? "test" : "train", from, count);
  const row = (at: number): number[] => [...x.subarray(at * side, (at + 1) * side)];
  const picture = (at: number): number[][] => Array.from({ length: side }, (_, r) => row(at * side + r));
  return { part, x: Array.from({ length: count }, (_, i) => picture(i)), y: [...y] };
}
