import {
  add,
  device,
  matmul,
  ones,
  reshape,
  slice,
  sum,
  type Tensor,
  tidy,
  useBackend,
  zeros,
} from "@downhill/tensor";

// A separate process: wasm's memory is filled, each refusal is recorded, and everything is freed. It prints the
// refusals and what the backend computes afterwards.

const wasm = await device("wasm");
useBackend(wasm);
const refusals: string[] = [];
const held: Tensor[] = [];

/** Makes tensors until one is refused. */
function fill(shape: readonly number[]): void {
  try {
    for (;;) held.push(zeros(shape));
  } catch (error) {
    refusals.push(`${(error as Error).name}: ${(error as Error).message}`);
  }
}
function attempt(run: () => Tensor): void {
  try {
    tidy("attempt", run).dispose();
  } catch (error) {
    refusals.push(`${(error as Error).name}: ${(error as Error).message}`);
  }
}
async function rounds(): Promise<readonly number[]> {
  const y = tidy("sum", () => {
    const [a, b] = [ones([64, 1024, 1024]), ones([64, 1024, 1024])];
    return sum(slice(add(a, b), { begin: [5, 0, 0], size: [1, 1, 1000] }));
  });
  const value = await y.item();
  y.dispose();
  return [value, wasm.live()];
}

const results: (readonly number[])[] = [];
for (const shape of [
  [64, 1024, 1024],
  [1, 1024, 1024],
]) {
  fill(shape);
  attempt(() => add(held[0]!, held[1]!));
  attempt(() => matmul(reshape(held[0]!, [1024, -1]), reshape(held[1]!, [-1, 1024])));
  const total = sum(held.at(-1)!);
  const bystander = await total.item();
  total.dispose();
  for (const tensor of held.splice(0)) tensor.dispose();
  results.push([bystander, ...(await rounds())]);
}
console.log(JSON.stringify({ refusals, results }));
