import type { Mistake } from "@downhill/grader/lab";

/** Wrong ways to place the update on the roofline. */
export const roofline: readonly Mistake[] = [
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
