/**
 * One training step of an MLP 784-256-10, batch 64, Adam in place: compiled against eager on wasm, and PyTorch with fused
 * Adam if the Python that `DOWNHILL_PYTHON` names, or `python3`, has it. They take turns; prints medians, the best, and
 * the medians of the ratios in each turn.
 */
import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { valueAndGrad } from "@downhill/autograd";
import { compile, explain } from "@downhill/compile";
import { dense, relu, sequential, softmaxCrossEntropy } from "@downhill/nn";
import { adam, descend } from "@downhill/optimizers";
import { device, key, permutation, scope, type Tensor, tensor, uniform, useBackend } from "@downhill/tensor";

const [rounds, perRound] = [Number(process.argv[2] ?? 15), 10];
useBackend(await device("wasm"));

const model = sequential(dense(784, 256), relu, dense(256, 10));
const optimizer = adam({ learningRate: 1e-3 });
type Params = ReturnType<typeof model.init>;
type State = ReturnType<typeof optimizer.init>;
type Run = { readonly params: Params; readonly state: State };
type Inputs = Run & { readonly batch: { readonly x: Tensor; readonly y: Tensor }; readonly step: number };

const step = ({ params, state, batch, step }: Inputs) => {
  using s = scope("step");
  const loss = (p: Params): Tensor => softmaxCrossEntropy(model.apply(p, batch.x), batch.y);
  const [value, gradient] = valueAndGrad(loss)(params);
  const [next, nextState] = descend(optimizer, gradient, state, params, step);
  return s.keep({ loss: value, params: next, state: nextState });
};
const fast = compile(step, { consumes: ["params", "state"] });

const batch = { x: uniform(key(1), [64, 784]), y: tensor(permutation(key(2), 64).map((i) => i % 10)) };
const start = (): Run => {
  const params = model.init(key(0));
  return { params, state: optimizer.init(params) };
};

/** Takes steps, and hands over the milliseconds that each took. */
function timed(
  take: (inputs: Inputs) => Promise<ReturnType<typeof step>>,
): (count: number) => Promise<number[]> {
  let [run, steps] = [start(), 0];
  return async (count) => {
    const times: number[] = [];
    for (let i = 0; i < count; i++) {
      const before = performance.now();
      const { loss, params, state } = await take({ ...run, batch, step: steps++ });
      times.push(performance.now() - before);
      loss.dispose();
      run = { params, state };
    }
    return times;
  };
}

/** PyTorch in a process of its own, which takes steps on request. */
async function pytorch(): Promise<((count: number) => Promise<number[]>) | undefined> {
  const script = path.join(import.meta.dirname, "mlp.py");
  const child = spawn(process.env["DOWNHILL_PYTHON"] ?? "python3", [script], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  child.on("error", () => undefined); // no such Python: its output ends
  child.stdin.on("error", () => undefined);
  process.on("exit", () => child.kill());
  child.unref();
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const version = await lines.next();
  if (version.done === true) return undefined;
  console.log(`PyTorch ${version.value}`);
  return async (count) => {
    child.stdin.write(`${count}\n`);
    const answer = await lines.next();
    if (answer.done === true)
      throw new Error("bench: PyTorch ended before it answered; run bench/mlp.py by hand");
    return answer.value.split(" ").map(Number);
  };
}

const runners = { compiled: timed(fast), eager: timed(async (inputs) => step(inputs)) };
const peer = await pytorch();
const all: Record<string, (count: number) => Promise<number[]>> =
  peer === undefined ? runners : { ...runners, "PyTorch, fused": peer };
if (peer === undefined) console.log("PyTorch: not found, so it is left out");

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;
for (const run of Object.values(all)) await run(perRound);
const rows = Object.fromEntries(Object.keys(all).map((name) => [name, [] as number[][]]));
for (let round = 0; round < rounds; round++)
  for (const [name, run] of Object.entries(all)) rows[name]!.push(await run(perRound));

const { engine, milliseconds, nodes, operators, updates } = explain(fast);
console.log(
  `${engine}: compiled in ${milliseconds.toFixed(0)} ms, ${nodes.length} kernels as ${operators} operators and ${updates} updates`,
);
for (const [name, times] of Object.entries(rows)) {
  const ratio = median(times.map((round, i) => median(round) / median(rows["compiled"]![i]!)));
  const [middle, best] = [median(times.flat()), Math.min(...times.flat())];
  console.log(
    `${name.padEnd(16)} ${middle.toFixed(2)} ms a step (best ${best.toFixed(2)}), ${ratio.toFixed(2)} × compiled`,
  );
}
process.exit();
