import type { Mistake } from "@downhill/grader/lab";

/** The wrong implementations in `mistakes/`, and what a learner reads when the numbers match one of them. */
export const mistakes: readonly Mistake[] = [
  {
    id: "leak-per-step",
    task: "tensors",
    name: { en: "memory leaks in every step", zh: "每一步都泄漏内存" },
    explanation: {
      en: "The numbers are right, but eleven tensors for each parameter stay on the device in every step: a million parameters lose 44 MB a step. JavaScript's garbage collector does not see them. Put the body into `tidy`, which frees what is not returned.",
      zh: "数值都对，但每个参数每一步都有十一个张量留在设备上：一百万个参数，每步就漏掉 44 MB，而 JavaScript 的垃圾回收看不到它们。请把函数体放进 `tidy`，凡是没有返回的都会被它释放。",
    },
  },
  {
    id: "reads-back",
    task: "tensors",
    name: { en: "reads numbers back in each step", zh: "每一步都把数值读回来" },
    explanation: {
      en: "You wait for `data()` and compute in JavaScript. Each read makes the device finish everything, sends the numbers over the bus, and leaves it idle until you send them back. Say what is to be computed, with tensors, and read nothing.",
      zh: "你等待 `data()`，然后在 JavaScript 里计算。每读一次，设备都得先把手头的活全部做完，再把数经总线送过来，然后闲等你把结果送回去。应当用张量说明要算什么，什么都不读。",
    },
  },
  {
    id: "tensors-climbs",
    task: "tensors",
    name: { en: "climbing instead of descending", zh: "下山走成了上山" },
    explanation: {
      en: "You add the step to the parameters. The gradient points uphill, and so do its mean and the step made of it: subtract.",
      zh: "你把这一步加到了参数上。梯度指向上坡，它的平均和由此得到的步子也一样，应当减去。",
    },
  },
  {
    id: "tensors-epsilon-inside-root",
    task: "tensors",
    name: { en: "ε inside the root", zh: "ε 放进了根号里" },
    explanation: {
      en: "You divide by √(v̂ + ε); Adam divides by √v̂ + ε. Inside, ε counts as its root: 1e-8 becomes as large as 1e-4, and where gradients are small the steps shrink.",
      zh: "你除以的是 √(v̂ + ε)，Adam 除以的是 √v̂ + ε。放进根号，ε 就以它的平方根起作用：1e-8 相当于 1e-4，梯度小的地方步子会明显变短。",
    },
  },
  {
    id: "tensors-root-missing",
    task: "tensors",
    name: { en: "the root of v̂ is missing", zh: "漏了 v̂ 的平方根" },
    explanation: {
      en: "v̂ is a mean of squares; only its root has the gradient's unit. Without the root, small gradients give huge steps and large ones hardly any: divide by add(sqrt(vHat), epsilon).",
      zh: "v̂ 是平方的平均，开了平方才与梯度同单位。不开方的话，梯度小时步子极大，梯度大时反而几乎不动。应当除以 add(sqrt(vHat), epsilon)。",
    },
  },
  {
    id: "tensors-no-correction",
    task: "tensors",
    name: { en: "the bias correction is missing", zh: "没有做偏差修正" },
    explanation: {
      en: "The step uses m and v as they are. Both begin at zero and are too small at first, v more so, and the first step is about 3.2 times too long with beta1 = 0.9, beta2 = 0.999. Divide m by 1 − beta1ᵗ and v by 1 − beta2ᵗ.",
      zh: "这一步直接用了 m 和 v。两者都从零开始，起初都偏小，v 偏得更厉害；beta1 = 0.9、beta2 = 0.999 时，第一步约长出 3.2 倍。m 应当除以 1 − beta1ᵗ，v 应当除以 1 − beta2ᵗ。",
    },
  },
  {
    id: "tensors-t-from-zero",
    task: "tensors",
    name: { en: "t counted from 0", zh: "t 从 0 数起" },
    explanation: {
      en: "You correct with the step itself, which counts from 0. Adam's t counts from 1: with t = 0, 1 − beta1ᵗ is 0, and the first step divides by zero. t is step + 1.",
      zh: "你直接用 step 来修正，而 step 从 0 数起。Adam 的 t 从 1 数起：t = 0 时 1 − beta1ᵗ 等于 0，第一步就除以零了。t 应当是 step + 1。",
    },
  },
  {
    id: "tensors-square-missing",
    task: "tensors",
    name: { en: "v takes in the gradient, not its square", zh: "v 里放的是梯度，没有平方" },
    explanation: {
      en: "v is a running mean of g², yours of g, so it can be negative, and the root of that is NaN. Put `square(gradients[i]!)` into it.",
      zh: "v 是 g² 的滑动平均，你算的却是 g 的平均，它可能为负，开方就得到 NaN。请改用 `square(gradients[i]!)`。",
    },
  },
  {
    id: "tensors-corrected-kept",
    task: "tensors",
    name: { en: "the corrected moments are kept", zh: "把修正后的矩存了下来" },
    explanation: {
      en: "The step is right the first time, but m̂ and v̂ are returned as the new m and v, and the next step corrects them once more. Return m and v as they are before the correction.",
      zh: "第一步是对的，但你把 m̂ 和 v̂ 当成新的 m、v 返回了，下一步又会再修正一遍。应当返回修正之前的 m 和 v。",
    },
  },
  {
    id: "workgroups-floor",
    task: "host",
    name: { en: "the last workgroup is missing", zh: "少了最后一个工作组" },
    explanation: {
      en: "You round count / 64 down, so the last numbers have no invocation and are never updated: 40 of 1000, and all of a bias with 10.",
      zh: "你把 count / 64 向下取整，末尾那些数就没有调用去处理，永远得不到更新：1000 个里有 40 个，而只有 10 个数的偏置则一个也不更新。",
    },
  },
  {
    id: "workgroups-one-too-many",
    task: "host",
    name: { en: "one workgroup too many", zh: "多了一个工作组" },
    explanation: {
      en: "You always add one, also where 64 divides the count. That last workgroup has nothing to do. Rounding up is Math.ceil(count / 64).",
      zh: "你总是多加一组，64 整除个数时也不例外，那一组便无事可做。向上取整是 Math.ceil(count / 64)。",
    },
  },
  {
    id: "workgroups-not-rounded",
    task: "host",
    name: { en: "the number of workgroups is not rounded", zh: "工作组的个数没有取整" },
    explanation: {
      en: "You return count / 64 as it is. Nobody can start 15.6 workgroups: WebGPU drops the fraction, and the last numbers are never updated. Round it up with Math.ceil.",
      zh: "你直接返回了 count / 64。没有 15.6 个工作组这回事：WebGPU 会舍去小数，末尾那些数就永远得不到更新。请用 Math.ceil 向上取整。",
    },
  },
  {
    id: "offsets-in-bytes",
    task: "host",
    name: { en: "offsets in bytes", zh: "偏移量用了字节" },
    explanation: {
      en: "A float32 takes 4 bytes, but these offsets count elements, as indices of a Float32Array and of array<f32> do.",
      zh: "一个 float32 占 4 字节，但这里的偏移量按元素计，与 Float32Array 和 array<f32> 的下标一致。",
    },
  },
  {
    id: "t-from-zero",
    task: "host",
    name: { en: "t counted from 0", zh: "t 从 0 数起" },
    explanation: {
      en: "The step counts from 0, Adam's t from 1. With t = 0 both corrections are 1 − 1 = 0, and the kernel's first step divides by zero.",
      zh: "step 从 0 数起，而 Adam 的 t 从 1 数起。t = 0 时两个修正都是 1 − 1 = 0，内核的第一步就会除以零。",
    },
  },
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
  {
    id: "one-kernel-per-parameter",
    task: "train",
    name: { en: "one kernel for each parameter", zh: "每个参数各用一个内核" },
    explanation: {
      en: "The numbers are right, but each parameter has buffers and a dispatch of its own: 4 a step here, hundreds in a large model, most of them for a bias that is done before the next dispatch has begun. Pack all parameters into one buffer; Adam does not care where one ends.",
      zh: "数值都对，但每个参数都有自己的缓冲区和一次调度：这里每步 4 次，大模型里就是几百次，而其中多数只为一个偏置，下一次调度还没开始它就做完了。请把所有参数打包进一个缓冲区，一个参数在哪里结束，Adam 并不关心。",
    },
  },
  {
    id: "waits-each-step",
    task: "train",
    name: { en: "waits for the device in each step", zh: "每一步都等设备" },
    explanation: {
      en: "You read the parameters after each step. A dispatch only asks, and comes back at once; a read waits until all is done, and meanwhile nobody asks for the next step. Read once, at the end.",
      zh: "你在每一步之后都读回参数。调度只是提出请求，立刻返回；读取却要等一切做完，而这期间没有人去请求下一步。只在最后读一次。",
    },
  },
  {
    id: "buffers-per-step",
    task: "train",
    name: { en: "a new buffer in every step", zh: "每一步都新建缓冲区" },
    explanation: {
      en: "The settings get a new buffer in each step. Nobody frees the old ones, and making one takes longer than writing 32 bytes. Make it before the loop, and `gpu.write` into it.",
      zh: "你每一步都为 settings 新建一个缓冲区。旧的没有人释放，而新建一个比写入 32 字节慢得多。请在循环之前建好，循环里用 `gpu.write` 写入。",
    },
  },
  {
    id: "settings-once",
    task: "train",
    name: { en: "the settings of the first step for ever", zh: "一直用第一步的 settings" },
    explanation: {
      en: "The buffer of settings is written before the loop only, so t stays 1: from the second step on m and v are divided by corrections that are far too small. Write it again in each step.",
      zh: "settings 只在循环之前写了一次，t 就一直是 1，从第二步起，m 和 v 除以的修正量都太小。每一步都要重新写入。",
    },
  },
  {
    id: "writes-forgotten",
    task: "roofline",
    name: { en: "only what is read is counted", zh: "只数了读，没有数写" },
    explanation: {
      en: "p, g, m and v are read, 16 bytes for each parameter; p, m and v are also written, 12 more. Writing takes the same road as reading.",
      zh: "p、g、m、v 要读，每个参数 16 字节；p、m、v 还要写，再加 12 字节。写和读走的是同一条路。",
    },
  },
  {
    id: "intensity-inverted",
    task: "roofline",
    name: { en: "bytes per operation", zh: "算成了每次运算的字节数" },
    explanation: {
      en: "The arithmetic intensity is operations per byte: how much is made of each byte that was fetched. High is good.",
      zh: "计算强度是每字节的运算次数：每取来一个字节，用它做了多少运算。越高越好。",
    },
  },
  {
    id: "times-added",
    task: "roofline",
    name: { en: "the two times added", zh: "把两个时间加了起来" },
    explanation: {
      en: "A GPU computes with some numbers while it fetches others, so the longer time hides the shorter one: take the larger, not the sum.",
      zh: "GPU 一边取数一边计算，长的时间会把短的盖住，所以取较大者，而不是求和。",
    },
  },
  {
    id: "shorter-time",
    task: "roofline",
    name: { en: "the shorter time", zh: "取了较短的时间" },
    explanation: {
      en: "The work is done when both are: all bytes are moved and all operations made. That is the longer of the two times.",
      zh: "字节都搬完、运算也都做完，工作才算完成，所以是两者中较长的时间。",
    },
  },
];
