import { expect, test, vi } from "vitest";
import { deviceLoss } from "./device-loss.ts";

/** The part of a GPU's device that the guard looks at. */
function device() {
  let lose!: (info: { reason: string; message: string }) => void;
  const target = new EventTarget();
  const fake = {
    lost: new Promise((resolve) => (lose = resolve)),
    addEventListener: target.addEventListener.bind(target),
    destroy: vi.fn(),
  };
  const refuse = (message: string, Kind: new () => object = Object): Event => {
    const event = new Event("uncapturederror", { cancelable: true });
    target.dispatchEvent(Object.assign(event, { error: Object.assign(new Kind(), { message }) }));
    return event;
  };
  return { gpu: fake as unknown as GPUDevice, lose, refuse, destroy: fake.destroy };
}

test("work goes through while all is well", async () => {
  const guard = deviceLoss(device().gpu, () => expect.unreachable());
  expect(guard.now(() => 1)).toBe(1);
  expect(await guard.later(async () => 2)).toBe(2);
});

test("a read that would never end throws a clear error when the device is lost", async () => {
  const { gpu, lose } = device();
  const leave = vi.fn();
  const guard = deviceLoss(gpu, leave);
  const reading = guard.later(() => new Promise(() => undefined));
  lose({ reason: "unknown", message: "the driver was reset" });
  await expect(reading).rejects.toMatchObject({
    name: "DeviceError",
    message: expect.stringContaining("lost (the driver was reset)"),
    zh: expect.stringContaining("设备已丢失（the driver was reset）"),
  });
  expect(() => guard.now(() => 1)).toThrow("continue from the last checkpoint");
  expect(leave).toHaveBeenCalledOnce();
});

test("destroy is noticed immediately", () => {
  const { gpu, destroy } = device();
  const guard = deviceLoss(gpu, () => undefined);
  gpu.destroy();
  expect(destroy).toHaveBeenCalledOnce();
  expect(() => guard.now(() => 1)).toThrow("lost (destroyed)");
});

test("an error caused by a loss is reported as the loss", async () => {
  const { gpu, lose } = device();
  const guard = deviceLoss(gpu, () => undefined);
  const reading = guard.later(() => Promise.reject(new Error("AbortError")));
  lose({ reason: "unknown", message: "" });
  await expect(reading).rejects.toThrow("lost (unknown)");
});

test("a kernel that the device refused invalidates everything after it, and another device may open", async () => {
  const { gpu, refuse } = device();
  const leave = vi.fn();
  const guard = deviceLoss(gpu, leave);
  const reading = guard.later(() => new Promise(() => undefined));
  expect(refuse("Error while parsing WGSL\n  at line 3").defaultPrevented).toBe(true);
  await expect(reading).rejects.toThrow("refused a kernel (Error while parsing WGSL)");
  await expect(guard.later(async () => 0)).rejects.toMatchObject({
    name: "DeviceError",
    zh: expect.stringContaining("拒绝了一个内核（Error while parsing WGSL）"),
  });
  expect(() => guard.now(() => 1)).toThrow("refused a kernel");
  gpu.destroy();
  expect(leave).toHaveBeenCalledOnce();
});

test("a read broken by a refusal is reported as the refusal, whichever arrives first", async () => {
  const { gpu, refuse } = device();
  const guard = deviceLoss(gpu, () => undefined);
  const reading = guard.later(() => Promise.reject(new DOMException("", "OperationError")));
  setTimeout(() => refuse("Buffer size (1) exceeds the limit"), 5);
  await expect(reading).rejects.toThrow("refused a kernel (Buffer size (1) exceeds the limit)");
});

test("a device out of memory is reported, with the remedy", async () => {
  class GPUOutOfMemoryError extends Error {}
  const { gpu, refuse } = device();
  const guard = deviceLoss(gpu, () => undefined);
  refuse("Out of device memory", GPUOutOfMemoryError);
  await expect(guard.later(async () => 0)).rejects.toMatchObject({
    message: expect.stringMatching(/no memory left \(Out of device memory\).+smaller/),
    zh: expect.stringMatching(/内存不足（Out of device memory）.+减小/),
  });
});

test("a read that fails silently still throws a clear error", async () => {
  const guard = deviceLoss(device().gpu, () => undefined);
  const nothing = new DOMException("", "OperationError");
  await expect(guard.later(() => Promise.reject(nothing))).rejects.toMatchObject({
    name: "DeviceError",
    message: expect.stringContaining("could not be read (OperationError)"),
    zh: expect.stringContaining("无法读出数值（OperationError）"),
    cause: nothing,
  });
});
