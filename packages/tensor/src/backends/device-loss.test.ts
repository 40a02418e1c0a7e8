import { expect, test, vi } from "vitest";
import { deviceLoss } from "./device-loss.ts";

/** As much of a GPU's device as the guard looks at. */
function device() {
  let lose!: (info: { reason: string; message: string }) => void;
  const target = new EventTarget();
  const fake = {
    lost: new Promise((resolve) => (lose = resolve)),
    addEventListener: target.addEventListener.bind(target),
    destroy: vi.fn(),
  };
  const refuse = (message: string): void => {
    const event = new Event("uncapturederror", { cancelable: true });
    target.dispatchEvent(Object.assign(event, { error: { message } }));
  };
  return { gpu: fake as unknown as GPUDevice, lose, refuse, destroy: fake.destroy };
}

test("work goes through while all is well", async () => {
  const guard = deviceLoss(device().gpu, () => expect.unreachable());
  expect(guard.now(() => 1)).toBe(1);
  expect(await guard.later(async () => 2)).toBe(2);
});

test("a read that would never end ends in a sentence when the device is lost", async () => {
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
  expect(() => guard.now(() => 1)).toThrow("go on from the last checkpoint");
  expect(leave).toHaveBeenCalledOnce();
});

test("destroy is noticed at once", () => {
  const { gpu, destroy } = device();
  const guard = deviceLoss(gpu, () => undefined);
  gpu.destroy();
  expect(destroy).toHaveBeenCalledOnce();
  expect(() => guard.now(() => 1)).toThrow("lost (destroyed)");
});

test("an error that a loss caused is told as the loss", async () => {
  const { gpu, lose } = device();
  const guard = deviceLoss(gpu, () => undefined);
  const reading = guard.later(() => Promise.reject(new Error("AbortError")));
  lose({ reason: "unknown", message: "" });
  await expect(reading).rejects.toThrow("lost (unknown)");
});

test("a kernel that the device refused spoils what is read after it", async () => {
  const { gpu, refuse } = device();
  const guard = deviceLoss(gpu, () => undefined);
  refuse("Error while parsing WGSL\n  at line 3");
  await expect(guard.later(async () => 0)).rejects.toThrow("refused a kernel (Error while parsing WGSL)");
});
