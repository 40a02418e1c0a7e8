import { expect, test } from "vitest";
import { gpuOfLine } from "./cuda-gpu.ts";

test("a line of the driver's table names a GPU, its driver and its memory in bytes", () => {
  expect(gpuOfLine("NVIDIA GeForce RTX 3060, 535.183.01, 12288")).toEqual({
    name: "NVIDIA GeForce RTX 3060",
    driver: "535.183.01",
    memory: 12 * 2 ** 30,
  });
});

test.each([
  "",
  "No devices were found",
  "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.",
  "NVIDIA Graphics, [Unknown Error], [N/A]",
])("%o names none", (line) => {
  expect(gpuOfLine(line)).toBe(undefined);
});
