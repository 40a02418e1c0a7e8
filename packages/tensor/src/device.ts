import type { Backend } from "./backend.ts";
import { reference } from "./backends/reference.ts";
import { chooseDevice } from "./devices/choose-device.ts";
import { arrayOf, type DType, DTypeError } from "./dtype.ts";
import { KindError } from "./kind-error.ts";
import { meantAmong } from "./meant.ts";
import { written } from "./written.ts";

let inUse: Backend = reference;

/**
 * The backend of new tensors if none is named.
 *
 * @example
 * ```ts
 * import { defaultBackend, reference, useBackend } from "@downhill/tensor";
 * using _ = useBackend(reference);
 * defaultBackend().name; // "reference"
 * ```
 */
export const defaultBackend = (): Backend => inUse;

/** @throws KindError unless it is a backend: the name of a device, or the promise of one, is not. */
export function checkBackend(name: string, backend: Backend): void {
  if (Array.isArray((backend as Partial<Backend> | null)?.dtypes)) return;
  const given: unknown = backend;
  const remedy =
    typeof given === "string" ? `await device(${JSON.stringify(given)})` : 'await device("wasm")';
  throw new KindError("not-a-device", {
    en: `${name}: the backend is ${given instanceof Promise ? "a promise" : String(given)}, not an open device; open one with ${remedy}`,
    zh: `${name}：backend 是 ${given instanceof Promise ? "Promise" : String(given)}，不是已打开的设备；请用 ${remedy} 打开`,
  });
}

/** @throws DTypeError when the backend does not have the dtype. */
export function checkDType(name: string, { name: device, dtypes }: Backend, dtype: DType): void {
  if (dtypes.includes(dtype)) return;
  if (!Object.hasOwn(arrayOf, dtype)) {
    const { en, zh } = meantAmong(dtype, dtypes);
    throw new DTypeError("unsupported-dtype", {
      en: `${name}: there is no dtype ${written(dtype)}; ${en}`,
      zh: `${name}：没有名为 ${written(dtype)} 的 dtype；${zh}`,
    });
  }
  throw new DTypeError("unsupported-dtype", {
    en: `${name}: ${device} has no ${dtype}; it has ${dtypes.join(", ")}`,
    zh: `${name}：${device} 没有 ${dtype}；请从它有的 ${dtypes.join("、")} 中选一种`,
  });
}

/**
 * Makes a backend the default for new tensors, until the returned value is disposed.
 *
 * @throws KindError if it is not a backend: await the result of `device`.
 * @example
 * ```ts
 * import { device, useBackend } from "@downhill/tensor";
 * useBackend(await device("reference"));
 * ```
 */
export function useBackend(backend: Backend): Disposable {
  checkBackend("useBackend", backend);
  const before = inUse;
  inUse = backend;
  return {
    [Symbol.dispose]() {
      inUse = before;
    },
  };
}

/**
 * Opens a device by name: `cuda`, `webgpu`, `tensorflow`, `wasm`, `reference`, or `auto`, the fastest that works.
 * Without a name the variable `DOWNHILL_DEVICE` decides, and without that `auto`. {@link chooseDevice} also returns the
 * reasons.
 *
 * @throws DeviceError for an unknown name, or when the device named cannot be opened.
 * @example
 * ```ts
 * import { device, tensor } from "@downhill/tensor";
 * const x = tensor([1, 2], { backend: await device("wasm") });
 * x.backend.name; // "wasm"
 * ```
 */
export const device = async (name?: string): Promise<Backend> => (await chooseDevice(name)).backend;
