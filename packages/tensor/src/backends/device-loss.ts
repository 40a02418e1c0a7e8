import { DeviceError } from "../devices/device-error.ts";

/** Stands before all that is done with a GPU device: what is done with a lost one ends in a sentence. */
export interface Guard {
  /** @throws DeviceError when the device was lost before or meanwhile. */
  now<T>(use: () => T): T;
  /** @throws DeviceError also when the device is lost while waiting, or when it refused a kernel. */
  later<T>(use: () => Promise<T>): Promise<T>;
}

/** How long an error waits for the device's own word that it was lost. */
const patience = 200;

/**
 * Watches a device. Work on a lost device is swallowed without a word, and a kernel that the device refuses leaves
 * zeros behind; so both are noted here, and whoever reads next hears of it.
 *
 * @param leave is called once, when the device is lost.
 */
export function deviceLoss(device: GPUDevice, leave: () => void): Guard {
  let lost: DeviceError | undefined;
  const loss = (): DeviceError | undefined => lost;
  let refused: string | undefined;
  const waiting = new Set<(error: DeviceError) => void>();
  const lose = (reason: string): void => {
    if (lost !== undefined) return;
    lost = lossOf(reason);
    leave();
    for (const reject of waiting) reject(lost);
  };
  const ended = device.lost.then(({ reason, message }) =>
    lose(message.trim() === "" ? reason : message.trim()),
  );
  device.addEventListener("uncapturederror", (event) => {
    event.preventDefault(); // it would be printed
    refused ??= event.error.message.trim().split("\n")[0];
  });
  const destroy = device.destroy.bind(device);
  device.destroy = () => {
    lose("destroyed");
    return destroy();
  };

  return {
    now(use) {
      if (lost !== undefined) throw lost;
      return use();
    },
    async later(use) {
      if (lost !== undefined) throw lost;
      let reject!: (error: DeviceError) => void;
      const interrupted = new Promise<never>((_, no) => (reject = no));
      waiting.add(reject);
      try {
        const value = await Promise.race([use(), interrupted]);
        if (refused !== undefined) throw refusalOf(refused);
        return value;
      } catch (error) {
        if (!(error instanceof DeviceError)) {
          await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, patience))]);
        }
        throw loss() ?? error;
      } finally {
        waiting.delete(reject);
      }
    },
  };
}

const lossOf = (reason: string): DeviceError =>
  new DeviceError({
    en: `webgpu: the device was lost (${reason}), and what it held is gone; go on from the last checkpoint, here or with --device wasm.`,
    zh: `webgpu：设备已丢失（${reason}），其中的数据也随之丢失；请从上次的检查点继续，可以仍用此设备，也可以改用 --device wasm。`,
  });

const refusalOf = (reason: string): DeviceError =>
  new DeviceError({
    en: `webgpu: the device refused a kernel (${reason}), so its results are worth nothing; use --device wasm.`,
    zh: `webgpu：设备拒绝了一个内核（${reason}），其结果不可信；请改用 --device wasm。`,
  });
