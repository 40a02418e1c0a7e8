/**
 * How a device's kernels run: on the *hardware* that its name promises; in *software* that emulates that hardware, like
 * a WebGPU adapter on the CPU; or in an *interpreter*, number by number, made to be readable rather than fast.
 */
export type Tier = "hardware" | "software" | "interpreter";

/**
 * The tiers' names in Chinese.
 *
 * @example
 * ```ts
 * import { chooseDevice, tierInChinese } from "@downhill/tensor";
 * const { tier } = await chooseDevice("reference");
 * tierInChinese[tier]; // "解释执行"
 * ```
 */
export const tierInChinese: Readonly<Record<Tier, string>> = {
  hardware: "硬件",
  software: "软件模拟",
  interpreter: "解释执行",
};
