import type { Bilingual } from "../bilingual.ts";
import type { Opened } from "./candidate.ts";
import { candidates } from "./candidates.ts";
import { DeviceError } from "./device-error.ts";
import { fastest, type PassedOver } from "./fastest.ts";
import { meantAmong } from "../meant.ts";
import { tierInChinese } from "./tier.ts";

/**
 * The names that {@link device} knows; `auto` is the fastest that works.
 *
 * @example
 * ```ts
 * import { deviceNames } from "@downhill/tensor";
 * deviceNames[0]; // "auto"
 * deviceNames.includes("wasm"); // true
 * ```
 */
export const deviceNames: readonly string[] = ["auto", ...candidates.map(({ name }) => name)];

/** The chosen device, and the reason. */
export interface DeviceChoice extends Opened {
  readonly name: string;
  /** Who chose it: the caller by name, the variable `DOWNHILL_DEVICE`, or `auto`. */
  readonly by: "name" | "environment" | "auto";
  /** The ones that `auto` tried and did not take. */
  readonly passedOver: readonly PassedOver[];
  /** Everything above in one line. */
  readonly sentence: Bilingual;
  /** The same without reasons: name, tier, processor, and who chose it. */
  readonly brief: Bilingual;
}

/**
 * Opens a device and gives the reason: the given name, otherwise the variable `DOWNHILL_DEVICE`, otherwise `auto`,
 * which takes the fastest that opens and passes a self-test of ten kernels. If there are several, each does a trial
 * training step like the course's, and the shortest time wins. `auto` does not take software that emulates a GPU, since
 * it is slower than `wasm`.
 *
 * @throws DeviceError for an unknown name, or when the device named cannot be opened.
 * @example
 * ```ts
 * import { chooseDevice } from "@downhill/tensor";
 * const { name, tier, sentence, brief } = await chooseDevice("reference");
 * name; // "reference"
 * tier; // "interpreter"
 * sentence.en; // "reference (interpreter: CPU, plain loops in float64, the oracle), as asked"
 * brief.en; // "reference (interpreter: CPU), as asked"
 * ```
 */
export async function chooseDevice(name?: string): Promise<DeviceChoice> {
  const { process } = globalThis as { process?: Partial<NodeJS.Process> };
  const variable = process?.env?.["DOWNHILL_DEVICE"] ?? "";
  const asked = name ?? (variable === "" ? "auto" : variable);
  if (asked === "auto") {
    const taken = await fastest(candidates);
    return choiceOf(taken.name, taken.opened, "auto", taken.passedOver);
  }
  const candidate = candidates.find((each) => each.name === asked);
  if (candidate === undefined) throw unknownDevice(asked, name === undefined);
  const by = name === undefined ? "environment" : "name";
  return choiceOf(candidate.name, await candidate.open(), by, []);
}

function choiceOf(
  name: string,
  opened: Opened,
  by: DeviceChoice["by"],
  passedOver: DeviceChoice["passedOver"],
): DeviceChoice {
  const { tier, about, processor } = opened;
  const rest = (language: keyof Bilingual, not: string, colon: string): string[] =>
    passedOver.map((other) => `${not}${other.name}${colon}${other.why[language]}`);
  const because = {
    name: { en: "as asked", zh: "按你的要求" },
    environment: { en: "as DOWNHILL_DEVICE asks", zh: "由 DOWNHILL_DEVICE 指定" },
    auto: { en: "the fastest here", zh: "这台机器上最快的设备" },
  }[by];
  const told = (what: Bilingual): Bilingual => ({
    en: `${name} (${tier}: ${what.en}), ${because.en}`,
    zh: `${name}（${tierInChinese[tier]}：${what.zh}），${because.zh}`,
  });
  const brief = told({ en: processor, zh: processor });
  const whole = told(about);
  const sentence = {
    en: [whole.en, ...rest("en", "not ", ": ")].join("; "),
    zh: [whole.zh, ...rest("zh", "未用 ", "：")].join("；"),
  };
  return { ...opened, name, by, passedOver, sentence, brief };
}

function unknownDevice(asked: string, fromEnvironment: boolean): DeviceError {
  const where = fromEnvironment ? "DOWNHILL_DEVICE" : "device";
  const remedy = meantAmong(asked, deviceNames);
  return new DeviceError("unknown-name", {
    en: `${where}: there is no "${asked}"; ${remedy.en}`,
    zh: `${where}：没有叫 “${asked}” 的设备；${remedy.zh}`,
  });
}
