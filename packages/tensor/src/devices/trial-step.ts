import type { Backend, Elementwise, Handle } from "../backend.ts";

/** The course's own size: a batch of pictures, and the first layer of its network. */
const [batch, inputs, hidden] = [64, 784, 256];
/** Three steps, and as many as fit in a tenth of a second, since the first runs of code are slower. */
const [tries, budget] = [3, 100];
/** The time above which one step is enough, in milliseconds. */
const slow = 500;

/** Adam without its corrections: parameters, gradient and moments in, parameters and moments out. */
const update: Elementwise = {
  name: "trialStep",
  nodes: [
    ...[0, 1, 2, 3].map((index) => ({ kind: "input", index }) as const),
    ...[0, 1, 2, 3, 4, 5].map((index) => ({ kind: "scalar", index }) as const),
    { kind: "mul", of: [2, 4] },
    { kind: "mul", of: [1, 5] },
    { kind: "add", of: [10, 11] },
    { kind: "mul", of: [3, 6] },
    { kind: "mul", of: [1, 1] },
    { kind: "mul", of: [14, 7] },
    { kind: "add", of: [13, 15] },
    { kind: "sqrt", of: [16] },
    { kind: "add", of: [17, 9] },
    { kind: "div", of: [12, 18] },
    { kind: "mul", of: [19, 8] },
    { kind: "sub", of: [0, 20] },
  ],
  outputs: [21, 12, 16],
};
const scalars = [0.9, 0.1, 0.999, 0.001, 0.001, 1e-8];

/** Runs a program node by node, for a device that has no fused form of it. */
function unfused(backend: Backend, given: readonly Handle[], made: Handle[]): readonly Handle[] {
  const values: Handle[] = [];
  const keep = (handle: Handle): Handle => {
    made.push(handle);
    return handle;
  };
  for (const node of update.nodes) {
    if (node.kind === "input") values.push(given[node.index]!);
    else if (node.kind === "scalar")
      values.push(keep(backend.upload(Float32Array.of(scalars[node.index]!), [], "float32")));
    else if (node.kind === "mul" || node.kind === "add" || node.kind === "sub" || node.kind === "div")
      values.push(keep(backend.run(node.kind, [values[node.of[0]!]!, values[node.of[1]!]!], {})));
    else if (node.kind === "sqrt") values.push(keep(backend.run("sqrt", [values[node.of[0]!]!], {})));
  }
  return update.outputs.map((node) => values[node]!);
}

/** One step: a layer forward, its gradient, the update; finished when one number of the result has been read. */
async function step(backend: Backend, x: Handle, params: readonly Handle[]): Promise<void> {
  const made: Handle[] = [];
  const run: Backend["run"] = (kernel, operands, attrs) => {
    const y = backend.run(kernel, operands, attrs);
    made.push(y);
    return y;
  };
  try {
    const [weights, m, v] = params as readonly [Handle, Handle, Handle];
    const product = run("matmul", [x, weights], { transposeA: false, transposeB: false });
    const y = run("tanh", [product], {});
    const gradient = run("matmul", [x, y], { transposeA: true, transposeB: false });
    const given = [weights, gradient, m, v];
    const fused = backend.fused?.(update, given, scalars);
    if (fused !== undefined) made.push(...fused);
    const [after] = fused ?? unfused(backend, given, made);
    await backend.read(run("slice", [after!], { begin: [0, 0], size: [1, 1] }));
  } finally {
    for (const handle of made) backend.free(handle);
  }
}

/** How long a device takes for one training step like the course's, in milliseconds: the shortest of several. */
export async function trialStep(backend: Backend): Promise<number> {
  const filled = (shape: readonly [number, number], value: number): Handle =>
    backend.upload(new Float32Array(shape[0] * shape[1]).fill(value), shape, "float32");
  const x = filled([batch, inputs], 0.5);
  const params = [0.01, 0, 0].map((value) => filled([inputs, hidden], value));
  const timed = async (): Promise<number> => {
    const start = performance.now();
    await step(backend, x, params);
    return performance.now() - start;
  };
  try {
    // The first step also uploads and compiles, and counts only if it is above the limit.
    const first = await timed();
    if (first > 4 * slow) return first;
    const times: number[] = [];
    const spent = (): number => times.reduce((sum, time) => sum + time, 0);
    while (times.length < tries || spent() < budget) {
      times.push(await timed());
      if (times.at(-1)! > slow) break;
    }
    return Math.min(...times);
  } finally {
    for (const handle of [x, ...params]) backend.free(handle);
  }
}
