import { availableParallelism } from "node:os";
import { afterEach, expect, test, vi } from "vitest";
import { chooseDevice } from "../devices/choose-device.ts";
import type { DeviceError } from "../devices/device-error.ts";
import { threadCount } from "./thread-count.ts";

afterEach(() => vi.unstubAllEnvs());

test("there is a thread per core, at most eight, or as many as requested", () => {
  vi.stubEnv("DOWNHILL_THREADS", "");
  expect(threadCount()).toBe(Math.min(8, availableParallelism()));
  vi.stubEnv("DOWNHILL_THREADS", "3");
  expect(threadCount()).toBe(3);
});

test.each(["0", "-1", "1.5", "many", "1e9", " ,"])(
  "%j threads are refused in both languages",
  async (said) => {
    vi.stubEnv("DOWNHILL_THREADS", said);
    const error = await chooseDevice("wasm").then(
      () => expect.unreachable(),
      (thrown: DeviceError) => thrown,
    );
    expect(error.message).toBe(
      `wasm: DOWNHILL_THREADS is "${said}"; set it to a whole number from 1 to 256, or leave it out.`,
    );
    expect(error.zh).toMatch(/整数/);
  },
);
