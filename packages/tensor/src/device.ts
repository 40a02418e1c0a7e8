import type { Backend } from "./backend.ts";
import { reference } from "./backends/reference.ts";
import { checkBackend } from "./check-backend.ts";
import { chooseDevice } from "./devices/choose-device.ts";
import { arrayOf, type DType, DTypeError } from "./dtype.ts";
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
