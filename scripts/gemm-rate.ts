import type { Backend } from "@downhill/tensor";

/** Sizes are tried from small to large until one takes this long; milliseconds. */
const enough = 40;
const sizes = [32, 64, 128, 256, 512, 1024, 2048, 4096];
const tries = 3;

/** Multiplies two n × n matrices a few times and gives the least of the times, reading one row of the result. */
async function leastTime(backend: Backend, n: number): Promise<number> {
  const ones = new Float32Array(n * n).fill(1);
  const [a, b] = [backend.upload(ones, [n, n], "float32"), backend.upload(ones, [n, n], "float32")];
  let least = Infinity;
  for (let i = 0; i <= tries; i++) {
    const start = performance.now();
    const product = backend.run("matmul", [a, b], { transposeA: false, transposeB: false });
    // Work on a device is only asked for until something is read.
    const row = backend.run("slice", [product], { begin: [0, 0], size: [1, n] });
    await backend.read(row);
    const time = performance.now() - start;
    for (const handle of [product, row]) backend.free(handle);
    // The first one also uploads, and compiles; where even so it is far too slow, it is the only one.
    const hopeless = time > 50 * enough;
    if (i > 0 || hopeless) least = Math.min(least, time);
    if (hopeless || (i > 0 && time > 4 * enough)) break;
  }
  for (const handle of [a, b]) backend.free(handle);
  return least;
}

/** How fast a device multiplies square matrices, in GFLOP/s: at the largest size that still takes little time. */
export async function gemmRate(backend: Backend): Promise<number> {
  let best = 0;
  for (const n of sizes) {
    const time = await leastTime(backend, n);
    best = Math.max(best, (2 * n ** 3) / (time * 1e6));
    if (time > enough) break;
  }
  return best;
}
