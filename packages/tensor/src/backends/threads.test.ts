import { expect, test } from "vitest";
import type { Elementwise } from "../backend.ts";
import { compilePass, type Loop, type Threads } from "./simd.ts";
import { threadsOver } from "./threads.ts";

/** x + y, over x. */
const program: Elementwise = {
  name: "add",
  nodes: [
    { kind: "input", index: 0 },
    { kind: "input", index: 1 },
    { kind: "add", of: [0, 1] },
  ],
  outputs: [2],
};
/** x · s, over x. */
const scaling: Elementwise = {
  name: "scale",
  nodes: [
    { kind: "input", index: 0 },
    { kind: "scalar", index: 0 },
    { kind: "mul", of: [0, 1] },
  ],
  outputs: [2],
};

const memory = new WebAssembly.Memory({ initial: 256, maximum: 65536, shared: true });
const [x, y] = [0, 8 * 2 ** 20];
const heap = new Float32Array(memory.buffer);

/** Threads that count the portions run by the calling thread itself. */
function counted(): { threads: Threads; mine: () => number } {
  let mine = 0;
  const threads = threadsOver(memory, 3)!;
  return {
    threads: (module, alone) =>
      threads(module, (...args: Parameters<Loop>) => {
        mine++;
        alone(...args);
      }),
    mine: () => mine,
  };
}

test("each element is computed once, over many jobs, programs and lengths, and the helpers take part", () => {
  const { threads, mine } = counted();
  const add = compilePass(program, memory, [0], threads)!([])!;
  const most = 2 ** 20 + 77;
  heap.fill(0);
  heap.fill(1, y / 4, y / 4 + most);
  const times = new Uint32Array(most + 5);
  const helped = () => {
    const before = mine();
    let portions = 0;
    for (let i = 0; i < 20; i++) {
      const count = most - 3 * 2 ** 15 * (i % 7) - i;
      add(count, [x, y, x]);
      portions += Math.ceil(count / 2 ** 15);
      for (let k = 0; k < count; k++) times[k]!++;
    }
    return mine() - before < portions;
  };
  let rounds = 0;
  while (!helped() && rounds < 200) rounds++;
  expect(rounds).toBeLessThan(200);

  // A program that reaches the helpers while they are awake.
  const halve = compilePass(scaling, memory, [0], threads)!([0.5])!;
  add(most, [x, y, x]);
  halve(most, [x, x]);
  add(most, [x, y, x]);
  const wrong = times.findIndex((count, k) => heap[k] !== (k < most ? (count + 1) / 2 + 1 : 0));
  expect(wrong).toBe(-1);
});

test("a short loop stays on the calling thread, in one call", () => {
  const { threads, mine } = counted();
  compilePass(program, memory, [0], threads)!([])!(2 ** 18 - 1, [x, y, x]);
  expect(mine()).toBe(1);
});

test("a loop that traps throws its error, and the next one is correct", () => {
  const add = compilePass(program, memory, [0], counted().threads)!([])!;
  const beyond = memory.buffer.byteLength - 4 * 2 ** 19;
  expect(() => add(2 ** 20, [x, beyond, x])).toThrow(WebAssembly.RuntimeError);
  heap.fill(2, 0, 2 ** 19);
  heap.fill(3, y / 4, y / 4 + 2 ** 19);
  add(2 ** 19, [x, y, x]);
  expect(heap.subarray(0, 2 ** 19).every((value) => value === 5)).toBe(true);
});

test("one thread uses no helpers", () => {
  expect(threadsOver(memory, 1)).toBe(undefined);
});
