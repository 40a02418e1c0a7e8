import type { Backend } from "./backend.ts";
import { reference } from "./backends/reference.ts";

let inUse: Backend = reference;

/** The backend that new tensors go to when none is named. */
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

/** Thrown when a device is unknown or cannot be opened; says what there is instead. */
export class DeviceError extends Error {
  override readonly name = "DeviceError";
}

const openers = {
  wasm: async () => (await import("./backends/wasm.ts")).wasm(),
  reference: async () => reference,
} satisfies Record<string, () => Promise<Backend>>;

/** The names that {@link device} knows; `auto` takes the first that opens. */
export const deviceNames: readonly string[] = ["auto", ...Object.keys(openers)];

/**
 * Opens a device by name. `auto`, and nothing, take the fastest that works: `wasm`, else the `reference`.
 *
 * @throws DeviceError for an unknown name, or when the device named cannot be opened.
 */
export async function device(name = "auto"): Promise<Backend> {
  if (name === "auto") {
    for (const open of Object.values(openers)) {
      try {
        return await open();
      } catch {
        continue;
      }
    }
  }
  if (!Object.hasOwn(openers, name)) {
    throw new DeviceError(`device: there is no "${name}"; the devices are ${deviceNames.join(", ")}`);
  }
  try {
    return await openers[name as keyof typeof openers]();
  } catch (error) {
    throw new DeviceError(
      `device: ${name} could not be opened (${error instanceof Error ? error.message : String(error)}); try "reference", which needs nothing`,
      { cause: error },
    );
  }
}
