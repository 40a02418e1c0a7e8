import type { Mistake } from "@downhill/grader/lab";

/** Wrong ways to train on the device. */
export const train: readonly Mistake[] = [
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
];
