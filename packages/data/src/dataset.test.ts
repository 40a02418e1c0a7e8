import { key } from "@downhill/tensor";
import { expect, test } from "vitest";
import { dataset, rows, take } from "./dataset.ts";
import { fashionMnist } from "./sets/fashion-mnist.ts";
import { shuffle } from "./splits/shuffle.ts";

const letters = dataset({
  x: Uint8Array.from([0, 51, 102, 153, 204, 255]),
  shape: [1, 2],
  y: Int32Array.of(7, 8, 9),
  scale: 1 / 255,
});

test("rows turns bytes into floats, all of them or the requested ones", () => {
  expect(rows(letters)).toEqual({
    x: Float32Array.of(0, 0.2, 0.4, 0.6, 0.8, 1),
    shape: [3, 1, 2],
    y: Int32Array.of(7, 8, 9),
  });
  expect(rows(letters, { at: [2, 0], flat: true })).toEqual({
    x: Float32Array.of(0.8, 1, 0, 0.2),
    shape: [2, 2],
    y: Int32Array.of(9, 7),
  });
});

test("take keeps each example with its label, and the kind of number", () => {
  const two = take(letters, [1, 1]);
  expect([two.x, two.y, two.scale]).toEqual([
    Uint8Array.of(102, 153, 102, 153),
    Int32Array.of(8, 8),
    1 / 255,
  ]);
  const prices = dataset({ x: Float32Array.of(1, 2), shape: [1], y: Float32Array.of(0.5, 1.5) });
  expect(take(prices, [1]).y).toEqual(Float32Array.of(1.5));
});

test("positions outside the data set are refused", () => {
  for (const at of [[3], [-1], [0.5]]) {
    expect(() => take(letters, at)).toThrow(/no example .*choose positions from 0 to 2/);
    expect(() => rows(letters, { at })).toThrow(/no example/);
  }
});

test("examples and labels that do not match are refused", () => {
  const y = Int32Array.of(0, 1);
  expect(() => dataset({ x: new Float32Array(5), shape: [2], y })).toThrow(/x holds 5 numbers.*need 4/);
  expect(() => dataset({ x: new Float32Array(), shape: [2], y: new Int32Array() })).toThrow(
    /there are no examples; check the file/,
  );
});

test("a data set with a field replaced is one again, and rows for testing stay so", async () => {
  const marks = {
    arrays: dataset({ ...letters, y: Float32Array.of(1, 2, 3) }),
    picked: dataset({ ...take(letters, [0]), y: Float32Array.of(1) }),
  };
  for (const each of Object.values(marks)) expect(each).not.toHaveProperty("split");
  const test = await fashionMnist({ split: "test" });
  for (const from of [take(test, [0, 1]), shuffle(test, key(0))]) {
    const replaced = dataset({ ...from, y: Float32Array.from(from.y) });
    expect(replaced).toMatchObject({ size: from.size, split: "test", scale: from.scale, shape: from.shape });
    expect(replaced.y).toBeInstanceOf(Float32Array);
  }
});
