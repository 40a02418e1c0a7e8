import { describe, expect, test } from "vitest";
import { encodeOnnx, type OnnxModel } from "./onnx.ts";

const model: OnnxModel = {
  name: "step",
  inputs: [{ name: "x", shape: [2, 300], dtype: "float32" }],
  outputs: [{ name: "y", shape: [], dtype: "bool" }],
  constants: [
    { name: "axes", shape: [2], dtype: "int64", data: BigInt64Array.of(-1n, 2n) },
    { name: "c", shape: [1], dtype: "float32", data: Float32Array.of(0.5) },
  ],
  nodes: [
    {
      op: "Some",
      inputs: ["x", "axes"],
      output: "y",
      attributes: { axis: -1, perm: [0, 1], mode: "add", alpha: { float: 0.5 } },
    },
  ],
  about: { author: "us" },
};

/** A field of a message as read back: its number, and its bytes or its value. */
type Field = readonly [number: number, value: Uint8Array | bigint];

/** Reads a message by the rules of https://protobuf.dev/programming-guides/encoding/, apart from the writer. */
function fields(bytes: Uint8Array): Field[] {
  let at = 0;
  const varint = (): bigint => {
    let [value, shift] = [0n, 0n];
    for (;;) {
      const byte = bytes[at++]!;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
      shift += 7n;
    }
  };
  const read: Field[] = [];
  while (at < bytes.length) {
    const key = Number(varint());
    const [field, wire] = [key >> 3, key & 7];
    if (wire === 0) read.push([field, BigInt.asIntN(64, varint())]);
    else {
      const length = wire === 5 ? 4 : Number(varint());
      read.push([field, bytes.slice(at, (at += length))]);
    }
  }
  return read;
}
const all = (message: Uint8Array, field: number): (Uint8Array | bigint)[] =>
  fields(message).flatMap(([number, value]) => (number === field ? [value] : []));
const one = (message: Uint8Array, ...path: readonly number[]): Uint8Array =>
  path.reduce((inside, field) => all(inside, field)[0] as Uint8Array, message);
const text = (bytes: Uint8Array | bigint): string => new TextDecoder().decode(bytes as Uint8Array);

describe("an encoded model", () => {
  const file = encodeOnnx(model);

  test("states its version, its operators' version and what is told about it", () => {
    expect(all(file, 1)).toEqual([8n]);
    expect(all(one(file, 8), 2)).toEqual([18n]);
    expect([text(one(file, 14, 1)), text(one(file, 14, 2))]).toEqual(["author", "us"]);
  });

  test("has the nodes with their values and attributes", () => {
    const node = one(file, 7, 1);
    expect(all(node, 1).map(text)).toEqual(["x", "axes"]);
    expect(all(node, 2).map(text)).toEqual(["y"]);
    expect(all(node, 4).map(text)).toEqual(["Some"]);
    const attributes = all(node, 5) as Uint8Array[];
    expect(attributes.map((each) => [text(one(each, 1)), all(each, 20)[0]])).toEqual([
      ["axis", 2n],
      ["perm", 7n],
      ["mode", 3n],
      ["alpha", 1n],
    ]);
    expect(all(attributes[0]!, 3)).toEqual([-1n]);
    expect(all(attributes[1]!, 8)).toEqual([0n, 1n]);
    expect(text(one(attributes[2]!, 4))).toBe("add");
    expect(new DataView(one(attributes[3]!, 2).buffer).getFloat32(0, true)).toBe(0.5);
  });

  test("has the constants' shapes, dtypes and bytes", () => {
    const [axes, c] = all(one(file, 7), 5) as [Uint8Array, Uint8Array];
    expect([all(axes, 1), all(axes, 2), text(one(axes, 8))]).toEqual([[2n], [7n], "axes"]);
    expect(new BigInt64Array(one(axes, 9).buffer)).toEqual(BigInt64Array.of(-1n, 2n));
    expect([all(c, 1), all(c, 2)]).toEqual([[1n], [1n]]);
    expect(new Float32Array(one(c, 9).buffer)).toEqual(Float32Array.of(0.5));
  });

  test("has the forms of inputs and outputs; a length above 127 takes two bytes", () => {
    const input = one(file, 7, 11);
    expect(text(one(input, 1))).toBe("x");
    expect(all(one(input, 2, 1), 1)).toEqual([1n]);
    const lengths = all(one(input, 2, 1, 2), 1) as Uint8Array[];
    expect(lengths.map((each) => all(each, 1)[0])).toEqual([2n, 300n]);
    const output = one(file, 7, 12);
    expect(all(one(output, 2, 1), 1)).toEqual([9n]);
    expect(all(one(output, 2, 1, 2), 1)).toEqual([]);
  });
});
