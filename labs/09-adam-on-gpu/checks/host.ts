import type { Probe } from "@downhill/grader/lab";
import type { AdamModule } from "../adam-module.ts";
import { expectedSettings, noise, partsOf } from "../numbers.ts";

const rounding = {
  relative: 1e-6,
  why: { en: "float32 keeps 7 digits", zh: "float32 只有约 7 位有效数字" },
};

export function checkHost({ pack, workgroups, settings }: AdamModule, probe: Probe): void {
  const arrays = [5, 1, 3].map((length, i) => noise(i, length));
  const { flat, offsets } = partsOf(pack(arrays));
  const packed = "pack(…)";
  probe.equal(
    {
      en: `${packed} of arrays of 5, 1 and 3 numbers: offsets`,
      zh: `${packed}，各数组有 5、1、3 个数：offsets`,
    },
    offsets,
    [0, 5, 6],
  );
  probe.equal(
    { en: `${packed}.flat is a Float32Array`, zh: `${packed}.flat 是 Float32Array` },
    flat instanceof Float32Array,
    true,
  );
  const expected = arrays.flatMap((array) => [...array]);
  probe.close({ en: `${packed}: flat`, zh: `${packed}：flat` }, flat, expected, rounding);
  for (const count of [1, 63, 64, 65, 970, 1000, 1024, 203_530]) {
    const call = `workgroups(${count})`;
    probe.equal({ en: call, zh: call }, workgroups(count), Math.ceil(count / 64));
  }
  const some = { learningRate: 0.002, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
  const others = { learningRate: 0.05, beta1: 0.8, beta2: 0.99, epsilon: 1e-4 };
  for (const [step, hyper] of [
    [0, some],
    [1, some],
    [9, others],
    [999, some],
  ] as const) {
    const call = `settings({ beta1: ${hyper.beta1}, … }, ${step})`;
    const names = [
      "learningRate",
      "beta1",
      "1 − beta1",
      "beta2",
      "1 − beta2",
      "epsilon",
      "1 − beta1ᵗ",
      "1 − beta2ᵗ",
    ];
    const what = { en: `${call}: ${names.join(", ")}`, zh: `${call}：${names.join("、")}` };
    probe.close(what, settings(hyper, step), expectedSettings(hyper, step), rounding);
  }
}
