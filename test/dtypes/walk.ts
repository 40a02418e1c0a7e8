import { device, DTypeError, ops, scope, type Tensor, useBackend } from "@downhill/tensor";
import { definitions, samplesOf, waysOf } from "./samples.ts";

// A separate process for each device: every operation, given every dtype, as one line of JSON.

/** The results of an operation on its samples, or the refusal. NaN and infinities are written as words. */
export interface Walked {
  readonly op: string;
  readonly given: string;
  readonly results?: readonly {
    readonly dtype: string;
    readonly shape: readonly number[];
    readonly values: readonly (number | string)[];
  }[];
  readonly refused?: string;
  readonly failed?: string;
}

const backend = await device(process.argv[2]);
useBackend(backend);
const plain = (value: number): number | string => (Number.isFinite(value) ? value : String(value));

for (const def of definitions) {
  const call = ops[def.name as keyof typeof ops] as unknown as (...args: readonly unknown[]) => Tensor;
  for (const given of waysOf(def)) {
    const opened = scope("walk");
    let walked: Walked;
    try {
      const results = samplesOf(def, given).map((args) => opened.keep(call(...args)));
      opened[Symbol.dispose]();
      walked = {
        op: def.name,
        given,
        results: await Promise.all(
          results.map(async (y) => ({
            dtype: y.dtype,
            shape: y.shape,
            values: Array.from(await y.data(), plain),
          })),
        ),
      };
      for (const y of results) y.dispose();
    } catch (error) {
      opened[Symbol.dispose]();
      const { message, zh } = error as DTypeError;
      walked =
        error instanceof DTypeError && zh !== "" && zh !== message
          ? { op: def.name, given, refused: message }
          : { op: def.name, given, failed: String(error) };
    }
    console.log(JSON.stringify(walked));
  }
}
