import { KindError, ValueError } from "@downhill/tensor";

/** The most workgroups that WebGPU starts in one direction. */
const mostWorkgroups = 65_535;

/** What came instead of something else, short enough for a sentence. */
const shown = (value: unknown): string =>
  value === null || !["object", "function"].includes(typeof value) ? String(value) : typeof value;

/** @throws ValueError unless a dispatch can start that many workgroups on every device. */
export function checkWorkgroups(workgroups: unknown): void {
  if (Number.isInteger(workgroups) && Number(workgroups) >= 0 && Number(workgroups) <= mostWorkgroups) return;
  throw new ValueError("out-of-range", {
    en: `gpu.dispatch: the number of workgroups is ${shown(workgroups)}; it must be a whole number from 0 to ${mostWorkgroups}, such as workgroups(flat.length)`,
    zh: `gpu.dispatch：工作组数为 ${shown(workgroups)}，它必须是 0 到 ${mostWorkgroups} 的整数，例如 workgroups(flat.length)`,
  });
}

/** @throws ValueError when the numbers do not fit into the buffer. */
export function checkFits(numbers: ArrayLike<number>, length: number): void {
  if (numbers.length <= length) return;
  throw new ValueError("length-mismatch", {
    en: `gpu.write: ${numbers.length} numbers do not fit into a buffer of ${length}; create it with gpu.buffer(${numbers.length})`,
    zh: `gpu.write：缓冲区只有 ${length} 个数的位置，放不下 ${numbers.length} 个；请用 gpu.buffer(${numbers.length}) 新建`,
  });
}

export const noBuffer = (value: unknown): KindError =>
  new KindError("not-a-buffer", {
    en: `gpu: ${shown(value)} is not a buffer of this device; create one with gpu.buffer(…)`,
    zh: `gpu：${shown(value)} 不是这个设备上的缓冲区；请用 gpu.buffer(…) 新建`,
  });

export const noKernel = (value: unknown): KindError =>
  new KindError("not-a-kernel", {
    en: `gpu.dispatch: ${shown(value)} is not a kernel of this device; create one with gpu.kernel(code)`,
    zh: `gpu.dispatch：${shown(value)} 不是这个设备上的内核；请用 gpu.kernel(code) 新建`,
  });

/** An error for what an adapter refused to run. `message` is in English, `zh` is the same in Chinese. */
export class AdapterRefusal extends Error {
  override readonly name = "AdapterRefusal";
  /** The same sentence in Simplified Chinese. */
  readonly zh: string;

  /** @param words WebGPU's own message; the first of its many lines describes the problem. */
  constructor(about: string, words: string) {
    const first = words
      .trim()
      .split("\n")[0]!
      .replace(/[.:\s]+$/, "");
    const [, line, what = first] = /:(\d+):\d+ error: (.*)/.exec(first) ?? [];
    const [en, zh] = line === undefined ? ["", ""] : [`line ${line}: `, `第 ${line} 行：`];
    super(`${en}the adapter (${about}) rejects it: “${what}”; fix what it names`);
    this.zh = `${zh}适配器（${about}）不接受，它的原话是 “${what}”；请据此修改`;
  }
}
