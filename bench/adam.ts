/**
 * Adam's update alone, on wasm: fused over the parameters' own memory, fused out of place, and operation by operation;
 * and PyTorch's fused Adam on the CPU, where a Python with it is found. They alternate, with a pause
 * before each in which the other's threads fall asleep; the first step of a turn does not count, because the caches are full of the other's
 * numbers.
 */
import { availableParallelism } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { adam, apply, descend } from "@downhill/optimizers";
import {
  device,
  key,
  leaves,
  normal,
  recording,
  type Tensor,
  tidy,
  useBackend,
  zeros,
} from "@downhill/tensor";
import { pytorch } from "./pytorch.ts";

const size = Number(process.argv[2] ?? 1_000_000);
const rounds = Number(process.argv[3] ?? 40);
const perRound = Math.max(3, Math.round(16_000_000 / size));

useBackend(await device("wasm"));
const optimizer = adam({ learningRate: 1e-3 });
const gradient = normal(key(1), [size]);

/** A separate run with one way to take a step. */
function competitor(take: typeof descend): () => readonly number[] {
  let params = zeros([size]);
  let state = optimizer.init(params);
  let step = 0;
  return () =>
    Array.from({ length: perRound }, () => {
      const start = performance.now();
      [params, state] = take(optimizer, gradient, state, params, step++);
      return performance.now() - start;
    });
}

const plain: typeof descend = (optimizer, grads, state, params, step) => {
  const next = tidy("step", () => {
    const [updates, nextState] = optimizer.update(grads, state, params, step);
    return [apply(params, updates), nextState] as const;
  });
  for (const old of leaves([params, state] as never)) (old as Tensor).dispose();
  return next;
};
const unfused: typeof descend = (...args) => recording({ record: () => undefined }, () => plain(...args));

const torch = await pytorch(size);
const threads = [...new Set([1, availableParallelism()])];
const ways: Readonly<Record<string, () => readonly number[] | Promise<readonly number[]>>> = {
  "fused, in place": competitor(descend),
  "fused, update and apply": competitor(plain),
  unfused: competitor(unfused),
  ...(torch &&
    Object.fromEntries(
      threads.map((count) => [
        `${torch.version}, fused, threads: ${count}`,
        () => torch.timed(count, perRound),
      ]),
    )),
};

const at = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * part)]!;

/** For each way its rounds' median steps. */
const times: Record<string, number[]> = {};
for (let round = -3; round < rounds; round++) {
  for (const [name, way] of Object.entries(ways)) {
    await sleep(50);
    const steps = await way();
    if (round >= 0) (times[name] ??= []).push(at(steps.slice(1), 0.5)); // before that the engine compiles
  }
}
torch?.close();

const mine = times["fused, in place"]!;
console.log(
  `Adam, ${size} parameters, ${rounds} rounds of ${perRound} steps: ms per step, and the ratio to the first`,
);
for (const [name, each] of Object.entries(times)) {
  const ratios = each.map((time, round) => time / mine[round]!);
  const figures = [at(each, 0.5), at(each, 0), at(ratios, 0.5)].map((ms) => ms.toFixed(2).padStart(6));
  console.log(`${name.padEnd(38)} median ${figures[0]!}  best ${figures[1]!}  ratio ${figures[2]!}`);
}
if (torch === undefined) {
  console.log(
    "PyTorch was not found; name a Python that has it in DOWNHILL_PYTHON to compare with its fused Adam.",
  );
}
