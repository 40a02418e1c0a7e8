import type { Mistake } from "@downhill/grader/lab";

/** Wrong ways to write the update as one kernel. */
export const kernel: readonly Mistake[] = [
  {
    id: "no-bounds-guard",
    task: "kernel",
    name: { en: "no bounds guard", zh: "没有边界检查" },
    explanation: {
      en: "1000 numbers take 16 workgroups of 64, which is 1024 invocations; the last 24 have no element. WebGPU keeps them from harming other programs, but it may send them to your last element, where they add 24 more updates. Leave when `i >= arrayLength(&p)`.",
      zh: "1000 个数要 16 个工作组，每组 64 次，共 1024 次调用，最后 24 次没有对应的元素。WebGPU 不会让它们危及别的程序，却可能把它们引到你的最后一个元素上，平白多更新 24 次。应当在 `i >= arrayLength(&p)` 时返回。",
    },
  },
  {
    id: "guard-off-by-one",
    task: "kernel",
    name: { en: "the guard lets one invocation too many through", zh: "边界检查多放过了一次调用" },
    explanation: {
      en: "You compare with >. Elements count from 0, so the element whose number is the length does not exist either: write >=.",
      zh: "你用的是 >。元素从 0 编号，编号等于长度的那个元素同样不存在，应当写 >=。",
    },
  },
  {
    id: "wrong-global-index",
    task: "kernel",
    name: { en: "the index within the workgroup", zh: "用了工作组内的编号" },
    explanation: {
      en: "local_invocation_id counts from 0 in every workgroup, so all 16 of them update the same 64 elements, at the same time, and nobody updates the rest. global_invocation_id counts through all of them; it is workgroup_id × 64 + local_invocation_id.",
      zh: "local_invocation_id 在每个工作组里都从 0 数起，于是 16 个工作组同时更新同样的 64 个元素，其余的无人理会。global_invocation_id 在所有工作组里连续编号，它等于 workgroup_id × 64 + local_invocation_id。",
    },
  },
  {
    id: "one-workgroup-per-element",
    task: "kernel",
    name: { en: "the workgroup's number taken for the element's", zh: "把工作组的编号当成了元素的编号" },
    explanation: {
      en: "workgroup_id is the same for all 64 invocations of a workgroup. All of them update one element, and there are only 16 workgroups. Each invocation must have an element to itself: global_invocation_id.",
      zh: "同一个工作组的 64 次调用，workgroup_id 都相同，它们全都在更新同一个元素，而工作组总共只有 16 个。每次调用都应当有自己的元素：用 global_invocation_id。",
    },
  },
  {
    id: "slots-swapped",
    task: "kernel",
    name: { en: "m and v swapped", zh: "m 和 v 的绑定对调了" },
    explanation: {
      en: "A kernel knows its buffers by their binding numbers, not by your names for them. m is bound at 3 and v at 4; yours is the other way round, and both are float32 arrays of one length, so nothing complains.",
      zh: "内核只认绑定编号，不认你取的名称。m 绑定在 3，v 绑定在 4，你写反了；而两者都是同样长度的 float32 数组，所以没有任何报错。",
    },
  },
  {
    id: "moments-not-stored",
    task: "kernel",
    name: { en: "the new moments are not stored", zh: "新的矩没有存回去" },
    explanation: {
      en: "A `let` lives as long as its invocation. The next step finds the old m and v in the buffers, and Adam remembers nothing. Write both back.",
      zh: "`let` 的值只在这次调用期间存在。下一步在缓冲区里看到的还是旧的 m 和 v，Adam 什么也没记住。两个都要写回去。",
    },
  },
  {
    id: "kernel-length-fixed",
    task: "kernel",
    name: { en: "the guard knows only one length", zh: "边界检查里写死了长度" },
    explanation: {
      en: "You compare with 1000, which is right for 1000 numbers and no others: with 130, invocations 130 to 191 go behind the end. The buffer knows its length: `arrayLength(&p)`.",
      zh: "你比较的是 1000，这只对 1000 个数成立：只有 130 个数时，第 130 到 191 号调用都会越界。缓冲区知道自己有多长：`arrayLength(&p)`。",
    },
  },
  {
    id: "kernel-climbs",
    task: "kernel",
    name: { en: "climbing instead of descending", zh: "下山走成了上山" },
    explanation: {
      en: "You add the step to p. The gradient points uphill, and so does the step made of it: `p[i] -= …`.",
      zh: "你把这一步加到了 p 上。梯度指向上坡，由它得到的步子也一样，应当减去：`p[i] -= …`。",
    },
  },
  {
    id: "kernel-epsilon-inside-root",
    task: "kernel",
    name: { en: "ε inside the root", zh: "ε 放进了根号里" },
    explanation: {
      en: "You divide by `sqrt(v̂ + ε)`; Adam divides by `sqrt(v̂) + ε`. Inside, ε counts as its root, and where gradients are small the steps shrink. Close the root's bracket before `+ s.epsilon`.",
      zh: "你除以的是 `sqrt(v̂ + ε)`，Adam 除以的是 `sqrt(v̂) + ε`。放进根号，ε 就以它的平方根起作用，梯度小的地方步子会变短。请在 `+ s.epsilon` 之前就结束根号的括号。",
    },
  },
  {
    id: "kernel-root-missing",
    task: "kernel",
    name: { en: "the root of v̂ is missing", zh: "漏了 v̂ 的平方根" },
    explanation: {
      en: "v̂ is a mean of squares; only its root has the gradient's unit. Divide by `sqrt(square / s.correction2) + s.epsilon`.",
      zh: "v̂ 是平方的平均，开了平方才与梯度同单位。应当除以 `sqrt(square / s.correction2) + s.epsilon`。",
    },
  },
  {
    id: "kernel-no-correction",
    task: "kernel",
    name: { en: "the bias correction is missing", zh: "没有做偏差修正" },
    explanation: {
      en: "The step uses m and v as they are, and the settings 1 − β₁ᵗ and 1 − β₂ᵗ lie idle. Both moments begin at zero and are too small at first: divide them by these two.",
      zh: "这一步直接用了 m 和 v，settings 里的 1 − β₁ᵗ 和 1 − β₂ᵗ 没有用上。两个矩都从零开始，起初都偏小，应当分别除以这两项。",
    },
  },
  {
    id: "kernel-corrected-stored",
    task: "kernel",
    name: { en: "the corrected moments are stored", zh: "把修正后的矩存了回去" },
    explanation: {
      en: "The step is right the first time, but m̂ and v̂ go into the buffers, and the next step corrects them once more. Store m and v as they are before the correction.",
      zh: "第一步是对的，但存回缓冲区的是 m̂ 和 v̂，下一步又会再修正一遍。应当存修正之前的 m 和 v。",
    },
  },
  {
    id: "kernel-square-missing",
    task: "kernel",
    name: { en: "v takes in the gradient, not its square", zh: "v 里放的是梯度，没有平方" },
    explanation: {
      en: "v is a running mean of g², yours of g, so it can be negative, and the root of that is NaN. Multiply the gradient by itself.",
      zh: "v 是 g² 的滑动平均，你算的却是 g 的平均，它可能为负，开方就得到 NaN。请把梯度与自己相乘。",
    },
  },
  {
    id: "kernel-rest-in-float32",
    task: "kernel",
    name: { en: "1 − β₂ made in float32", zh: "用 float32 算 1 − β₂" },
    explanation: {
      en: "Your kernel subtracts beta2 from 1 by itself. 0.999 is rounded to float32 first, so the difference is wrong by 1.3 parts in 100,000, and so is v. The settings hold 1 − beta2, made in float64: use it.",
      zh: "你的内核自己用 1 去减 beta2。0.999 先被舍入成了 float32，差就错了十万分之 1.3，v 也跟着错这么多。settings 里已有用 float64 算好的 1 − beta2，请直接用它。",
    },
  },
];
