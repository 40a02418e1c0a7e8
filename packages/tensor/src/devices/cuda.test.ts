import { expect, test } from "vitest";
import type { Backend } from "../backend.ts";
import { openedOn } from "./cuda.ts";

const backend = { name: "cuda" } as Backend;
const gpu = { name: "NVIDIA GeForce RTX 3060", driver: "535.183.01", memory: 12 * 2 ** 30 };
const addon = (isUsingGpuDevice: boolean) => ({
  TF_Version: "2.21.0",
  isUsingGpuDevice: () => isUsingGpuDevice,
});

test("cuda reports the GPU's name if TensorFlow reports that it uses one", () => {
  expect(openedOn(addon(true), gpu, backend)).toMatchObject({
    tier: "hardware",
    processor: "GPU",
    about: { en: "GPU, NVIDIA GeForce RTX 3060, TensorFlow with CUDA, float32" },
    version: "2.21.0",
    driver: "535.183.01",
    memory: 12 * 2 ** 30,
  });
  expect(openedOn(addon(true), undefined, backend)).not.toHaveProperty("driver");
});

test("if TensorFlow computes on the CPU there is no cuda, whatever GPU the machine has", () => {
  expect(() => openedOn(addon(false), undefined, backend)).toThrow(
    /^cuda: TensorFlow found no NVIDIA GPU and would compute on the CPU; .+ --device tensorflow or wasm\.$/,
  );
  expect(() => openedOn(addon(false), gpu, backend)).toThrow(
    /^cuda: TensorFlow cannot use the NVIDIA GeForce RTX 3060 \(driver 535.183.01\).+no CUDA or cuDNN/,
  );
});
