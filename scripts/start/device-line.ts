import type { Text } from "@downhill/grader";
import { chooseDevice, type DeviceChoice, type DeviceError, deviceNames } from "@downhill/tensor";
import { misasked } from "./refusal.ts";

/** Opens the device; an unknown name, wherever it came from, is a usage error. */
export async function chosenDevice(name: string | undefined): Promise<DeviceChoice> {
  const choice = chooseDevice(name);
  if (name !== undefined || deviceNames.includes(process.env["DOWNHILL_DEVICE"] ?? "auto")) return choice;
  return choice.catch((error: DeviceError) => {
    throw misasked({ en: `${error.message}.`, zh: `${error.zh}。` });
  });
}

/** The device in one line; the doctor has the reasons. */
export function deviceLine({ brief, passedOver, tier }: DeviceChoice): Text {
  const line =
    passedOver.length === 0
      ? { en: `Device: ${brief.en}`, zh: `设备：${brief.zh}` }
      : {
          en: `Device: ${brief.en} (why: npx downhill doctor)`,
          zh: `设备：${brief.zh}（原因见 npx downhill doctor）`,
        };
  if (tier !== "software") return line;
  return {
    en: `${line.en}\nSoftware emulates the GPU here, about 60 times slower than --device wasm.\nThe results are the same, so a few steps are enough: --steps 20`,
    zh: `${line.zh}\n这里的 GPU 由软件模拟，比 --device wasm 慢 60 倍左右。\n计算结果相同，训练几步即可看到全貌：--steps 20`,
  };
}
