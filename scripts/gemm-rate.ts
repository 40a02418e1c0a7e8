import type { Backend } from "@downhill/tensor";

/**
 * Sizes are tried from small to large until one takes this long, in milliseconds. Smaller ones only measure overhead.
 */
const enough = 40;
const sizes = [256, 512, 1024, 2048, 4096];
const tries = 3;
/** A product that takes this long, in milliseconds, is timed once. */
const hopeless = 1000;

/** How fast a device multiplies matrices, and the size at which that was measured. */
export interface GemmRate {
  readonly gflops: number;
  /** Of square matrices. */
  readonly size: number;
}

/** Multiplies two n × n matrices a few times and returns the shortest time, including reading one row of the result. */
async function leastTime(backend: Backend, n: number): Promise<number> {
  const ones = new Float32Array(n * n).fill(1);
  const [a, b] = [backend.upload(ones, [n, n], "float32"), backend.upload(ones, [n, n], "float32")];
  let least = Infinity;
  for (let i = 0; i <= tries; i++) {
    const start = performance.now();
    const product = backend.run("matmul", [a, b], { transposeA: false, transposeB: false });
    // Work on a device is only queued until something is read.
    const row = backend.run("slice", [product], { begin: [0, 0], size: [1, n] });
    await backend.read(row);
    const time = performance.now() - start;
    for (const handle of [product, row]) backend.free(handle);
    // The first one also uploads, and compiles.
    if (i > 0) least = Math.min(least, time);
    if (i > 0 && time > hopeless) break;
  }
  for (const handle of [a, b]) backend.free(handle);
  return least;
}

/** How fast a device multiplies square matrices, at the fastest of the sizes that take little time. */
export async function gemmRate(backend: Backend): Promise<GemmRate> {
  let best: GemmRate = { gflops: 0, size: 0 };
  for (const size of sizes) {
    const time = await leastTime(backend, size);
    const gflops = (2 * size ** 3) / (time * 1e6);
    if (gflops > best.gflops) best = { gflops, size };
    if (time > enough) break;
  }
  return best;
}
