import { DeviceError, wordsOf } from "../devices/device-error.ts";

/** Guards every use of a GPU device: using one that is lost throws an error. */
export interface Guard {
  /** @throws DeviceError when the device was lost or refused something before or meanwhile. */
  now<T>(use: () => T): T;
  /** @throws DeviceError also when that happens while waiting, or when nothing could be read. */
  later<T>(use: () => Promise<T>): Promise<T>;
}

/** How long an error waits for the device to report that it was lost. */
const patience = 200;

/**
 * Watches a device. Work on a lost device is silently ignored, and rejected kernels leave zeros that later work would
 * use; so both are recorded here, and the next call throws the error.
 *
 * @param leave is called once, when the device is lost or has refused something: a new one may be opened.
 */
export function deviceLoss(device: GPUDevice, leave: () => void): Guard {
  let gone: DeviceError | undefined;
  const end = (): DeviceError | undefined => gone;
  const waiting = new Set<(error: DeviceError) => void>();
  const go = (error: DeviceError): void => {
    if (gone !== undefined) return;
    gone = error;
    leave();
    for (const reject of waiting) reject(error);
  };
  const ended = device.lost.then(({ reason, message }) =>
    go(lossOf(message.trim() === "" ? reason : message.trim())),
  );
  device.addEventListener("uncapturederror", (event) => {
    event.preventDefault(); // it would be printed
    go(refusalOf(event.error));
  });
  const destroy = device.destroy.bind(device);
  device.destroy = () => {
    go(lossOf("destroyed"));
    return destroy();
  };

  return {
    now(use) {
      if (gone !== undefined) throw gone;
      return use();
    },
    async later(use) {
      if (gone !== undefined) throw gone;
      let reject!: (error: DeviceError) => void;
      const interrupted = new Promise<never>((_, no) => (reject = no));
      waiting.add(reject);
      try {
        return await Promise.race([use(), interrupted]);
      } catch (error) {
        if (!(error instanceof DeviceError)) {
          await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, patience))]);
        }
        throw end() ?? unread(error);
      } finally {
        waiting.delete(reject);
      }
    },
  };
}

const lossOf = (reason: string): DeviceError =>
  new DeviceError("device-lost", {
    en: `webgpu: the device was lost (${reason}), and its data is gone; continue from the last checkpoint, here or with --device wasm.`,
    zh: `webgpu：设备已丢失（${reason}），其中的数据也随之丢失；请从上次的检查点继续，可以仍用此设备，也可以改用 --device wasm。`,
  });

function refusalOf(error: GPUError): DeviceError {
  const reason = error.message.trim().split("\n")[0]!;
  if (error.constructor.name === "GPUOutOfMemoryError") {
    return new DeviceError("out-of-memory", {
      en: `webgpu: the device has no memory left (${reason}), so its results since then are invalid; make the batch or the network smaller, or use --device wasm.`,
      zh: `webgpu：设备内存不足（${reason}），之后算出的结果不可信；请减小批次或网络，或改用 --device wasm。`,
    });
  }
  return new DeviceError("kernel-refused", {
    en: `webgpu: the device refused a kernel (${reason}), so its results are invalid; use --device wasm.`,
    zh: `webgpu：设备拒绝了一个内核（${reason}），其结果不可信；请改用 --device wasm。`,
  });
}

/** An error without details, such as an `OperationError` without a message. */
function unread(error: unknown): DeviceError {
  if (error instanceof DeviceError) return error;
  const { en: said } = wordsOf(error);
  const why = said.trim() === "" ? ((error as { name?: string } | null)?.name ?? "") : said;
  return new DeviceError(
    "unreadable",
    {
      en: `webgpu: the values could not be read (${why}); continue from the last checkpoint, here or with --device wasm.`,
      zh: `webgpu：无法读出数值（${why}）；请从上次的检查点继续，可以仍用此设备，也可以改用 --device wasm。`,
    },
    { cause: error },
  );
}
