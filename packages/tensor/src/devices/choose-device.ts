import type { Backend } from "../backend.ts";
import type { Bilingual } from "./bilingual.ts";
import type { Candidate, Opened } from "./candidate.ts";
import { candidates } from "./candidates.ts";
import { cannotOpen, DeviceError, wordsOf } from "./device-error.ts";
import { selfTest } from "./self-test.ts";
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

/** A device that was taken, and why. */
export interface DeviceChoice extends Opened {
  readonly name: string;
  /** Who chose it: the caller by name, the variable `DOWNHILL_DEVICE`, or `auto`. */
  readonly by: "name" | "environment" | "auto";
  /** The faster ones that `auto` did not take. */
  readonly passedOver: readonly { readonly name: string; readonly why: Bilingual }[];
  /** All of this in a line. */
  readonly sentence: Bilingual;
  /** The same without reasons: name, tier, processor, and who chose it. */
  readonly brief: Bilingual;
}

/** Those that computed rightly once. */
const sound = new WeakSet<Backend>();

/**
 * Opens a device and says why that one: the name given, else the variable `DOWNHILL_DEVICE`, else `auto`, which takes
 * the fastest that opens and passes a self-test of ten kernels. `auto` takes no software that imitates a GPU: it is
 * slower than `wasm`.
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
  if (asked === "auto") return fastest();
  const candidate = candidates.find((each) => each.name === asked);
  if (candidate === undefined) throw unknownDevice(asked, name === undefined);
  const by = name === undefined ? "environment" : "name";
  return choiceOf(candidate.name, await candidate.open(), by, []);
}

async function fastest(): Promise<DeviceChoice> {
  const passedOver: { readonly name: string; readonly why: Bilingual }[] = [];
  for (const candidate of candidates) {
    const { name } = candidate;
    try {
      return choiceOf(name, await works(candidate), "auto", passedOver);
    } catch (error) {
      passedOver.push({ name, why: (error instanceof DeviceError && error.reason?.why) || wordsOf(error) });
    }
  }
  throw new DeviceError({ en: "device: none works here.", zh: "device：这里没有可用的设备。" });
}

/** @throws DeviceError also when it opens and computes wrongly. */
async function works(candidate: Candidate): Promise<Opened> {
  // The oracle is what others are tested against, and what they imitate is tested when it is asked for.
  const opened = await candidate.open(candidate.name === "reference" ? undefined : "hardware");
  const wrong =
    sound.has(opened.backend) || opened.tier === "interpreter" ? [] : await selfTest(opened.backend);
  if (wrong.length === 0) {
    sound.add(opened.backend);
    return opened;
  }
  throw cannotOpen(
    candidate.name,
    {
      en: `it computes ${wrong.join(", ")} wrongly, says its self-test`,
      zh: `自检发现它的 ${wrong.join("、")} 计算有误`,
    },
    { en: "update its driver, or use --device wasm", zh: "请更新驱动，或改用 --device wasm" },
  );
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
  return new DeviceError({
    en: `${where}: there is no "${asked}"; the devices are ${deviceNames.join(", ")}`,
    zh: `${where}：没有叫 “${asked}” 的设备；可用的设备有 ${deviceNames.join("、")}`,
  });
}
