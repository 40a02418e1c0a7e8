import type { Backend } from "./backend.ts";
import { reference } from "./backends/reference.ts";
import { chooseDevice } from "./devices/choose-device.ts";

let inUse: Backend = reference;

/**
 * The backend that new tensors go to when none is named.
 *
 * @example
 * ```ts
 * import { defaultBackend, reference, useBackend } from "@downhill/tensor";
 * using _ = useBackend(reference);
 * defaultBackend().name; // "reference"
 * ```
 */
export const defaultBackend = (): Backend => inUse;

/**
 * Makes a backend the one that new tensors go to, until the returned value is disposed.
 *
 * @example
 * ```ts
 * import { device, useBackend } from "@downhill/tensor";
 * useBackend(await device("reference"));
 * ```
 */
export function useBackend(backend: Backend): Disposable {
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
 * Without a name the variable `DOWNHILL_DEVICE` decides, and without that `auto`. {@link chooseDevice} also says why.
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
