import { expect, test } from "vitest";
import { full, ones, tensor, zeros } from "./create.ts";
import { device } from "./device.ts";
import { broadcastTo } from "./ops/broadcast-to.ts";

test("takes numbers, nested arrays and typed arrays", async () => {
  expect(tensor(2).shape).toEqual([]);
  expect(
    tensor([
      [1, 2, 3],
      [4, 5, 6],
    ]).shape,
  ).toEqual([2, 3]);
  expect(tensor([[], []]).shape).toEqual([2, 0]);
  const x = tensor(new Int32Array([1, 2, 3, 4]), { shape: [2, 2] });
  expect([x.dtype, x.shape]).toEqual(["int32", [2, 2]]);
  expect(tensor([0.1], { dtype: "float32" }).dtype).toBe("float32");
  expect([...(await ones([2]).data()), ...(await zeros([1]).data()), ...(await full([1], 7).data())]).toEqual(
    [1, 1, 0, 7],
  );
});

test("copies: the array given may change afterwards", async () => {
  const values = new Float64Array([1, 2]);
  const x = tensor(values);
  values[0] = 9;
  expect([...(await x.data())]).toEqual([1, 2]);
});

test("refuses ragged rows, wrong sizes and missing dtypes with a remedy", async () => {
  expect(() => tensor([[1, 2], [3]])).toThrow(
    "tensor: row 1 differs in shape from row 0, [2]; give all rows the same shape",
  );
  expect(() => tensor([1, [2]])).toThrow("tensor: row 1 differs");
  expect(() => tensor([1, 2, 3], { shape: [2, 2] })).toThrow(
    "tensor: 3 values do not fill shape [2,2], which holds 4",
  );
  const wasm = await device("wasm");
  expect(() => tensor([1], { dtype: "float64", backend: wasm })).toThrow(
    "tensor: wasm has no float64; it has float32, int32, bool",
  );
});

test.each(["reference", "wasm"])(
  "on %s, values that no tensor can hold are refused immediately",
  async (name) => {
    const backend = await device(name);
    expect(() => zeros([65536, 65536], { backend })).toThrow(
      /^zeros: .*\[65536,65536\].* (takes|holds) .+; (make it|give a) smaller/,
    );
    expect(() => zeros([32768, 40000], { backend })).toThrow("zeros: [32768,40000] of float");
    expect(() => broadcastTo(tensor(1, { backend }), [32768, 40000])).toThrow(
      "broadcastTo: [32768,40000] of float",
    );
  },
);

test("bytes are truth values if all are 0 or 1, and otherwise whole numbers", async () => {
  expect(tensor(new Uint8Array([1, 0, 1])).dtype).toBe("bool");
  const bytes = tensor(new Uint8Array([3, 0, 255]));
  expect([bytes.dtype, ...(await bytes.data())]).toEqual(["int32", 3, 0, 255]);
  expect([...(await tensor([2, 0, -0.5, NaN], { dtype: "bool" }).data())]).toEqual([1, 0, 1, 1]);
});

test("int32 holds whole numbers, and refuses values that it cannot hold", async () => {
  expect([...(await tensor([1.9, -1.9], { dtype: "int32" }).data())]).toEqual([1, -1]);
  for (const value of [3e9, NaN, Infinity])
    expect(() => tensor([0, value], { dtype: "int32" })).toThrow(
      `tensor: int32 cannot hold ${value}, the value at index 1`,
    );
});

test("a tensor is neither a condition nor a number", () => {
  const x = tensor([1]);
  expect(() => Number(x)).toThrow("a tensor cannot be used as a number or a condition");
  expect(String(x)).toBe("Tensor [1] float64 on reference");
});

test("item reads one value, and its error for more gives the remedy", async () => {
  expect(await tensor([[5]]).item()).toBe(5);
  await expect(tensor([1, 2]).item()).rejects.toThrow("item: a tensor of shape [2] has 2 values, not one");
});
