import { expect, test } from "vitest";
import { device } from "../device.ts";
import { isShared, withSharedHeap, withSharedMemory } from "./shared-heap.ts";

/** A module whose one section defines and exports a memory with these limits. */
const moduleWith = (...limits: readonly number[]): Uint8Array<ArrayBuffer> =>
  new Uint8Array([
    0,
    0x61,
    0x73,
    0x6d,
    1,
    0,
    0,
    0,
    0,
    2,
    1,
    0x78,
    5,
    limits.length + 1,
    1,
    ...limits,
    7,
    5,
    1,
    1,
    0x6d,
    2,
    0,
  ]);
const memoryOf = async (bytes: BufferSource): Promise<WebAssembly.Memory> => {
  const { instance } = await WebAssembly.instantiate(bytes);
  return instance.exports.m as WebAssembly.Memory;
};

test("a memory with a maximum becomes shared, whatever the form of the binary, and the source is unchanged", async () => {
  const source = moduleWith(1, 2, 0x90, 1);
  const before = source.slice();
  for (const given of [source, source.buffer, Buffer.concat([Buffer.from([9]), source]).subarray(1)]) {
    expect(isShared(await memoryOf(withSharedMemory(given)))).toBe(true);
  }
  expect(source).toEqual(before);
  expect(isShared(await memoryOf(source))).toBe(false);
});

test("a memory that cannot be shared is left unchanged", () => {
  for (const source of [
    moduleWith(0, 2),
    moduleWith(1, 2, 3).slice(0, 12),
    moduleWith(3, 2, 3),
    new Uint8Array(8),
  ]) {
    expect(withSharedMemory(source)).toBe(source);
  }
});

test("WebAssembly gets its own instantiate back, even if the start fails", async () => {
  const { instantiate } = WebAssembly;
  await expect(withSharedHeap(() => Promise.reject(new Error("no start")))).rejects.toThrow("no start");
  expect(WebAssembly.instantiate).toBe(instantiate);
  await device("wasm");
  expect(WebAssembly.instantiate).toBe(instantiate);
});
