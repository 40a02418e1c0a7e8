import { valueAndGrad } from "@downhill/autograd";
import { fashionMnist, rows, take } from "@downhill/data";
import { binaryCrossEntropy, dense, heNormal, relu, sequential } from "@downhill/nn";
import { adam as packaged, transform } from "@downhill/optimizers";
import { type Backend, key, leaves, type Tensor, tensor, tidy, useBackend } from "@downhill/tensor";
import { adam, trainStep } from "../../labs/08-adam/key/solution.ts";

/* Lab 08's program, labs/08-adam/simple-net.ts, in short: its network, its data, the solution's Adam and step. */
const model = sequential(dense(784, 10, { init: heNormal }), relu, dense(10, 1));
type P = ReturnType<typeof model.init>;
const [tShirt, shirt] = [0, 6];
const size = 7; // fills no workgroup

async function shirts() {
  const all = await fashionMnist({ split: "test" });
  const at = [...all.y.keys()].filter((i) => all.y[i] === tShirt || all.y[i] === shirt);
  return rows(take(all, at), { flat: true });
}

/** The loss before each of some steps, on a device. */
export async function lossesOfLab08(backend: Backend, steps: number): Promise<readonly number[]> {
  using _ = useBackend(backend);
  const before = backend.live();
  const images = await shirts();
  const rule = { ...packaged.rule, name: "lab08", step: adam } as typeof packaged.rule;
  const optimizer = transform(rule)({ learningRate: 0.001 });
  let [params, state] = tidy("start", () => {
    const start = model.init(key(0));
    return [start, optimizer.init(start)] as const;
  });
  const losses: Tensor[] = [];
  for (let step = 0; step < steps; step++) {
    const old = leaves<Tensor>([params, state.m, state.v]);
    const next = tidy("step", () => {
      const x = tensor(images.x.slice(step * size * 784, (step + 1) * size * 784), { shape: [size, 784] });
      const labels = images.y.slice(step * size, (step + 1) * size);
      const y = tensor(
        Float32Array.from(labels, (label) => (label === shirt ? 1 : 0)),
        { shape: [size, 1] },
      );
      const loss = (p: P): Tensor => binaryCrossEntropy(model.apply(p, x), y);
      return trainStep(valueAndGrad(loss), optimizer, params, state, step);
    });
    for (const each of old) each.dispose();
    ({ params, state } = next);
    losses.push(next.loss);
  }
  const values = await Promise.all(losses.map((loss) => loss.item()));
  for (const each of [...losses, ...leaves<Tensor>([params, state.m, state.v])]) each.dispose();
  if (backend.live() !== before) throw new Error(`${backend.live() - before} tensors were left behind`);
  return values;
}
