import { defineLab } from "@downhill/grader/lab";
import type { AdamModule } from "./adam-module.ts";
import { mistakes } from "./misconceptions.ts";
import { draw } from "./picture.ts";

export default defineLab<AdamModule>({
  id: "09-adam-on-gpu",
  title: { en: "Adam on a GPU", zh: "GPU 上的 Adam" },
  summary: {
    en: "Write Adam's update as one GPU kernel, train with it on the best device here, and learn from counted bytes why that is faster.",
    zh: "把 Adam 的更新写成一个 GPU 内核，在本机最好的设备上用它训练，再用数出来的字节数弄清它为什么快。",
  },
  minutes: 90,
  prerequisites: ["08-adam"],
  rows: [
    "parallel computing (CUDA), hardware acceleration: Adam on a GPU",
    "model building, initialisation, training, evaluation (Keras SimpleNet, BigModel)",
  ],
  file: "adam.ts",
  tasks: [
    {
      id: "tensors",
      title: { en: "Adam over tensors", zh: "用张量写 Adam" },
      points: 20,
      anchor: "tensors",
      hints: [
        {
          en: "Each parameter has its own gradient, m and v at the same place of the lists. Which of the tensors made on the way does nobody need afterwards?",
          zh: "每个参数的梯度、m、v 都在各自列表的同一位置。中途产生的张量，哪些之后再也没有人用？",
        },
        {
          en: 'Compute new m, new v and new parameters with `map`, all inside `tidy("adamStep", () => …)`. t is step + 1, and 1 − beta1ᵗ is a plain number. ε is added to the root, not under it. Never wait for `data()`.',
          zh: '用 `map` 依次算出新的 m、新的 v 和新的参数，全部放在 `tidy("adamStep", () => …)` 里。t 等于 step + 1，1 − beta1ᵗ 只是一个普通的数。ε 加在根号之外。不要等待 `data()`。',
        },
        {
          en: "`const m = moments.m.map((each, i) => add(mul(beta1, each), mul(1 - beta1, gradients[i]!)));`, v likewise, and `sub(p, div(mul(learningRate, mHat), add(sqrt(vHat), epsilon)))`",
          zh: "`const m = moments.m.map((each, i) => add(mul(beta1, each), mul(1 - beta1, gradients[i]!)));`，v 照此写，参数则是 `sub(p, div(mul(learningRate, mHat), add(sqrt(vHat), epsilon)))`",
        },
      ],
      check: async (module, probe) => (await import("./checks/tensors.ts")).checkTensors(module, probe),
    },
    {
      id: "host",
      title: { en: "What the host prepares", zh: "主机端的准备" },
      points: 15,
      anchor: "host",
      hints: [
        {
          en: "1000 numbers need 15 full workgroups of 64 and one more for the last 40. And 1024?",
          zh: "1000 个数要 15 个满员的工作组（每组 64），余下的 40 个还要再来一组。那 1024 个呢？",
        },
        {
          en: "Round the quotient up. An array begins where the ones before it end. In `settings`, t is step + 1, and everything is computed as JavaScript's float64 before it is rounded.",
          zh: "商要向上取整。每个数组从前面各数组结束的地方开始。在 `settings` 里，t 等于 step + 1，先按 JavaScript 的 float64 算完，最后才舍入。",
        },
        {
          en: "`Math.ceil(count / 64)`; `flat.set(array, offset)`; `Float32Array.of(learningRate, beta1, 1 - beta1, …, 1 - beta2 ** t)`",
          zh: "`Math.ceil(count / 64)`；`flat.set(array, offset)`；`Float32Array.of(learningRate, beta1, 1 - beta1, …, 1 - beta2 ** t)`",
        },
      ],
      check: async (module, probe) => (await import("./checks/host.ts")).checkHost(module, probe),
    },
    {
      id: "kernel",
      title: { en: "The whole update in one kernel", zh: "把整个更新写进一个内核" },
      points: 30,
      anchor: "kernel",
      hints: [
        {
          en: "Take the lesson's kernel for plain descent and give it two more buffers. Which element belongs to this invocation, and what if there is none for it?",
          zh: "从课文里梯度下降的内核出发，加上另外两个缓冲区。当前这次调用该负责哪个元素？如果没有元素轮到它呢？",
        },
        {
          en: "`id.x` of global_invocation_id counts through all workgroups. Leave when it is not below `arrayLength(&p)`. Compute the new m and v into `let`s, store both as they are, then subtract from p the step that their corrected values make.",
          zh: "global_invocation_id 的 `id.x` 在所有工作组里连续编号。它不小于 `arrayLength(&p)` 时就返回。用 `let` 算出新的 m 和 v，两个都原样存回去，再用修正后的值算出这一步，从 p 中减去。",
        },
        {
          en: "`let mean = s.beta1 * m[i] + s.rest1 * g[i]; … m[i] = mean; v[i] = square; p[i] -= s.learningRate * (mean / s.correction1) / (sqrt(square / s.correction2) + s.epsilon);`",
          zh: "`let mean = s.beta1 * m[i] + s.rest1 * g[i]; … m[i] = mean; v[i] = square; p[i] -= s.learningRate * (mean / s.correction1) / (sqrt(square / s.correction2) + s.epsilon);`",
        },
      ],
      check: async (module, probe) => (await import("./checks/kernel.ts")).checkKernel(module, probe),
    },
    {
      id: "train",
      title: { en: "Training on the device", zh: "在设备上训练" },
      points: 20,
      anchor: "train",
      hints: [
        {
          en: "What has to be made once, before the loop, and what changes in each step?",
          zh: "哪些东西只需在循环之前建一次，哪些每一步都会变？",
        },
        {
          en: "Before the loop: the kernel, and buffers for settings, p, g, m and v. In the loop: `net.gradient` with a slot `{ buffer, offset }` for each parameter, the new settings, one dispatch. After it: one read.",
          zh: "循环之前：建好内核，以及 settings、p、g、m、v 的缓冲区。循环之中：用每个参数的位置 `{ buffer, offset }` 调用 `net.gradient`，写入新的 settings，调度一次。循环之后：读一次。",
        },
        {
          en: "`net.gradient(offsets.map((offset) => ({ buffer: p, offset })), offsets.map((offset) => ({ buffer: g, offset })), step); gpu.write(uniform, settings(hyper, step)); gpu.dispatch(kernel, [uniform, p, g, m, v], workgroups(flat.length));`",
          zh: "`net.gradient(offsets.map((offset) => ({ buffer: p, offset })), offsets.map((offset) => ({ buffer: g, offset })), step); gpu.write(uniform, settings(hyper, step)); gpu.dispatch(kernel, [uniform, p, g, m, v], workgroups(flat.length));`",
        },
      ],
      check: async (module, probe) => (await import("./checks/train.ts")).checkTrain(module, probe),
    },
    {
      id: "roofline",
      title: { en: "Under the roof", zh: "屋顶线之下" },
      points: 15,
      anchor: "roofline",
      hints: [
        {
          en: "Moving bytes and computing go on at the same time. Which of the two is everybody waiting for?",
          zh: "搬运字节和做运算是同时进行的。最后是在等哪一个？",
        },
        {
          en: "`unfusedCost` traces `adamStep` on zeros in float32 and adds up its costs. `fusedCost` has the same flops; of p, g, m and v it reads each number once, and it writes three of them.",
          zh: "`unfusedCost` 用 float32 的零张量追踪一遍 `adamStep`，再把代价加总。`fusedCost` 的 flops 不变；p、g、m、v 的每个数各读一次，其中三样各写一次。",
        },
        {
          en: "`costsOf(trace(({ params, gradients, m, v }) => adamStep(params, gradients, { m, v }, hyper, 0), inputs)).total`; bytes `(4 + 3) * 4 * count`; seconds `Math.max(bytes / bandwidth, flops / peak)`",
          zh: "`costsOf(trace(({ params, gradients, m, v }) => adamStep(params, gradients, { m, v }, hyper, 0), inputs)).total`；字节数 `(4 + 3) * 4 * count`；时间 `Math.max(bytes / bandwidth, flops / peak)`",
        },
      ],
      check: async (module, probe) => (await import("./checks/roofline.ts")).checkRoofline(module, probe),
    },
  ],
  mistakes,
  prepare: async () => (await import("./checks/train.ts")).prepare(),
  picture: { title: { en: "Adam under the roof", zh: "屋顶线下的 Adam" }, draw },
});
