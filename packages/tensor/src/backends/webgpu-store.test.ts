import { expect, test, vi } from "vitest";
import type { DeviceError } from "../devices/device-error.ts";
import { type GPUStore, withinLimits } from "./webgpu-store.ts";

const mebibyte = 2 ** 20;

test("a tensor larger than the device allows is refused in both languages, without calling the device", () => {
  const acquire = vi.fn<GPUStore["bufferManager"]["acquireBuffer"]>((size) => ({ size }) as GPUBuffer);
  const store = {
    bufferManager: { acquireBuffer: acquire },
    device: {
      limits: { maxBufferSize: 300 * mebibyte, maxStorageBufferBindingSize: 128 * mebibyte },
    } as GPUDevice,
  };
  withinLimits(store);
  expect(store.bufferManager.acquireBuffer(128 * mebibyte, 1, true, false).size).toBe(128 * mebibyte);
  expect(acquire).toHaveBeenCalledWith(128 * mebibyte, 1, true, false);
  let error: DeviceError | undefined;
  try {
    store.bufferManager.acquireBuffer(200 * mebibyte, 1);
  } catch (thrown) {
    error = thrown as DeviceError;
  }
  expect(error).toMatchObject({ name: "DeviceError" });
  expect(error?.message).toMatch(/^webgpu: a tensor of 200 MiB is more than the 128 MiB .+ --device wasm\.$/);
  expect(error?.zh).toMatch(/^webgpu：有一个张量需要 200 MiB，.+上限 128 MiB；.+--device wasm。$/);
  expect(acquire).toHaveBeenCalledOnce();
});
