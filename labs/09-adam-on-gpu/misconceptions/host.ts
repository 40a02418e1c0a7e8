import type { Mistake } from "@downhill/grader/lab";

/** Wrong ways to prepare what the kernel needs. */
export const host: readonly Mistake[] = [
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
];
