import { ValueError } from "@downhill/tensor";
import type { Gpu, GpuBuffer, Net, Slot } from "../provided/gpu.ts";
import { back, biasGradient, dense, softmax, weightGradient } from "./net-kernels.ts";

const kernels = { back, biasGradient, dense, softmax, weightGradient };

/** Layers of 49, 16 and 10 units. */
export const layers = { inputs: 49, hidden: 16, classes: 10 } as const;

/** What a network learns from: batches one after another. */
export interface Lesson {
  readonly batch: number;
  readonly steps: number;
  /** `steps × batch × 49` pixels. */
  readonly pictures: Float32Array;
  /** `steps × batch` labels. */
  readonly labels: Float32Array;
  /** W₁ [49,16], b₁ [16], W₂ [16,10], b₂ [10]. */
  readonly start: readonly Float32Array[];
}

/** A network on a device, and the loss of each step, read once all is done. */
export interface TrainedNet extends Net {
  losses(): Promise<number[]>;
}

/** Puts the pictures on the device, and makes kernels and buffers for the gradient. */
export function netOn(gpu: Gpu, { batch, steps, pictures, labels, start }: Lesson): TrainedNet {
  const { inputs, hidden, classes } = layers;
  const [x, y, losses] = [gpu.buffer(pictures), gpu.buffer(labels), gpu.buffer(steps * batch)];
  const ofEach = (units: number): GpuBuffer => gpu.buffer(batch * units);
  const [h, scores, d, dh] = [ofEach(hidden), ofEach(classes), ofEach(classes), ofEach(hidden)];
  const made = new Map<string, ReturnType<Gpu["kernel"]>>();
  const uniforms = new Map<string, GpuBuffer>();

  /** Each use of a kernel has its own sizes. */
  const run = (
    name: keyof typeof kernels,
    use: number,
    count: number,
    buffers: readonly GpuBuffer[],
    numbers: readonly number[],
  ): void => {
    const kernel = made.get(name) ?? gpu.kernel(kernels[name]);
    made.set(name, kernel);
    const uniform = uniforms.get(`${name} ${use}`) ?? gpu.buffer(8);
    uniforms.set(`${name} ${use}`, uniform);
    gpu.write(uniform, Float32Array.from(numbers));
    gpu.dispatch(kernel, [uniform, ...buffers], Math.ceil(count / 64));
  };

  return {
    start,
    gradient([w1, b1, w2, b2]: readonly Slot[], [gw1, gb1, gw2, gb2]: readonly Slot[], step) {
      if (!w1 || !b1 || !w2 || !b2 || !gw1 || !gb1 || !gw2 || !gb2) {
        throw new ValueError("missing-argument", {
          en: "net.gradient: a slot is missing; give it four for the parameters and four for their gradients, each { buffer, offset }",
          zh: "net.gradient：给出的位置不够；四个参数和它们的四个梯度各需要一个 { buffer, offset }",
        });
      }
      const first = step * batch * inputs;
      const one = [batch, inputs, hidden, first, w1.offset, b1.offset, step, 1];
      const two = [batch, hidden, classes, 0, w2.offset, b2.offset, step, 0];
      run("dense", 1, batch * hidden, [x, w1.buffer, b1.buffer, h], one);
      run("dense", 2, batch * classes, [h, w2.buffer, b2.buffer, scores], two);
      run("softmax", 1, batch, [scores, y, d, losses], two);
      run("back", 1, batch * hidden, [d, w2.buffer, h, dh], two);
      const oneBack = [batch, inputs, hidden, first, gw1.offset, gb1.offset, step, 0];
      const twoBack = [batch, hidden, classes, 0, gw2.offset, gb2.offset, step, 0];
      run("weightGradient", 1, inputs * hidden, [x, dh, gw1.buffer], oneBack);
      run("biasGradient", 1, hidden, [dh, gb1.buffer], oneBack);
      run("weightGradient", 2, hidden * classes, [h, d, gw2.buffer], twoBack);
      run("biasGradient", 2, classes, [d, gb2.buffer], twoBack);
    },
    async losses() {
      const all = await gpu.read(losses);
      return Array.from({ length: steps }, (_, step) => {
        const ofStep = all.subarray(step * batch, (step + 1) * batch);
        return ofStep.reduce((sum, loss) => sum + loss, 0) / batch;
      });
    },
  };
}
