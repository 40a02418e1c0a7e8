import type { Backend } from "../backend.ts";
import type { Bilingual } from "../bilingual.ts";
import type { Candidate, Opened } from "./candidate.ts";
import { cannotOpen, DeviceError, wordsOf } from "./device-error.ts";
import { selfTest } from "./self-test.ts";
import { trialStep } from "./trial-step.ts";

/** A device that was tried and not taken. */
export interface PassedOver {
  readonly name: string;
  readonly why: Bilingual;
}

/** The device that was taken, and the others that were tried. */
export interface Fastest {
  readonly name: string;
  readonly opened: Opened;
  readonly passedOver: readonly PassedOver[];
}

/** Backends that passed the self-test once. */
const sound = new WeakSet<Backend>();
/** The time of a trial step, in milliseconds: a device keeps its first result. */
const paces = new WeakMap<Backend, number>();

/**
 * Of the devices that open in hardware and pass the self-test, the one with the shortest trial step. If there is only one,
 * nothing is timed; the interpreter is the last resort.
 *
 * @throws DeviceError when none works.
 */
export async function fastest(candidates: readonly Candidate[]): Promise<Fastest> {
  const passedOver: PassedOver[] = [];
  const working: { readonly name: string; readonly opened: Opened }[] = [];
  for (const candidate of candidates) {
    const { name } = candidate;
    if (name === "reference" && working.length > 0) continue;
    try {
      if (name === "tensorflow" && working.some((other) => other.name === "cuda")) throw sameOnGpu();
      working.push({ name, opened: await works(candidate) });
    } catch (error) {
      passedOver.push({ name, why: (error instanceof DeviceError && error.reason?.why) || wordsOf(error) });
    }
  }
  const [only] = working;
  if (only === undefined)
    throw new DeviceError("unavailable", {
      en: "device: none works here.",
      zh: "device：这里没有可用的设备。",
    });
  if (working.length === 1) return { ...only, passedOver };

  const timed: { readonly name: string; readonly opened: Opened; readonly pace: number }[] = [];
  for (const each of working) {
    const { backend } = each.opened;
    const pace = paces.get(backend) ?? (await trialStep(backend));
    paces.set(backend, pace);
    timed.push({ ...each, pace });
  }
  const [first, ...others] = timed.toSorted((a, b) => a.pace - b.pace) as [(typeof timed)[0]];
  const slower = others.map(({ name, pace }) => ({ name, why: slowerThan(first, pace) }));
  return { ...first, passedOver: [...passedOver, ...slower] };
}

/** @throws DeviceError also when it opens and computes wrongly. */
async function works(candidate: Candidate): Promise<Opened> {
  // The oracle is the standard for the others, and emulated devices are tested when requested.
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
      en: `its self-test failed: it computes ${wrong.join(", ")} wrongly`,
      zh: `自检发现它的 ${wrong.join("、")} 计算有误`,
    },
    { en: "update its driver, or use --device wasm", zh: "请更新驱动，或改用 --device wasm" },
  );
}

/** Two copies of TensorFlow in one process would share one library. */
const sameOnGpu = (): DeviceError =>
  cannotOpen(
    "tensorflow",
    { en: "cuda is the same TensorFlow, on the GPU", zh: "cuda 就是在 GPU 上运行的 TensorFlow" },
    { en: "ask for it with --device tensorflow", zh: "如需使用，请指定 --device tensorflow" },
  );

function slowerThan(winner: { readonly name: string; readonly pace: number }, pace: number): Bilingual {
  const [there, here] = [pace, winner.pace].map((time) => `${time.toPrecision(2)} ms`);
  return {
    en: `a trial step takes ${there}, and ${here} on ${winner.name}`,
    zh: `试算一步要 ${there}，${winner.name} 只要 ${here}`,
  };
}
