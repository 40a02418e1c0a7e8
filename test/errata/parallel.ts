import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { expectStated } from "./stated.ts";

/** Adds up its half of the numbers in the memory it is given, and reports that it is done, not the sum. */
const program = `
  const { parentPort, workerData: { numbers, sums, half } } = require("node:worker_threads");
  const n = numbers.length / 2;
  sums[half] = numbers.subarray(half * n, (half + 1) * n).reduce((sum, x) => sum + x, 0);
  parentPort.postMessage("done");
`;

/** The two halves of 1 + … + 1000, as two workers leave them in `sums`. */
async function halves(sums: Float64Array): Promise<number[]> {
  const numbers = Float64Array.from({ length: 1000 }, (_, i) => i + 1);
  await Promise.all(
    [0, 1].map(async (half) => {
      const worker = new Worker(program, { eval: true, workerData: { numbers, sums, half } });
      await once(worker, "message");
      await worker.terminate();
    }),
  );
  return [...sums];
}

test("E20: two workers on one node are parallel; only without a common memory must results be sent", async () => {
  expect(await halves(new Float64Array(new SharedArrayBuffer(16)))).toEqual([125_250, 375_250]);
  expect(await halves(new Float64Array(2))).toEqual([0, 0]);
  expectStated("E20", "125,250", "375,250");
});
