import { expect, test } from "vitest";
import { nameOf, tierOf } from "./adapter.ts";

const adapter = (info: Partial<GPUAdapterInfo>): GPUAdapter =>
  ({
    info: { vendor: "", architecture: "", device: "", description: "", isFallbackAdapter: false, ...info },
  }) as GPUAdapter;

test.each([
  ["SwiftShader", { vendor: "google", architecture: "swiftshader" }],
  ["lavapipe", { vendor: "mesa", description: "llvmpipe (LLVM 15.0.6, 256 bits)" }],
  ["Windows' own", { vendor: "microsoft", device: "Microsoft Basic Render Driver" }],
  ["one that reports it itself", { vendor: "x", isFallbackAdapter: true }],
])("%s is software, whatever else it reports", (_, info) => {
  expect(tierOf(adapter(info))).toBe("software");
});

test.each([
  [
    {
      vendor: "nvidia",
      architecture: "ampere",
      device: "NVIDIA GeForce RTX 3060",
      description: "NVIDIA: 535.1",
    },
  ],
  [{ vendor: "apple", architecture: "metal-3" }],
  [{ vendor: "intel", architecture: "gen-12lp", description: "Intel open-source Mesa driver: Mesa 24.1" }],
])("%o is hardware", (info) => {
  expect(tierOf(adapter(info))).toBe("hardware");
});

test("an adapter is named after its device and driver, otherwise after its vendor", () => {
  expect(nameOf(adapter({ vendor: "nvidia", device: "RTX 3060", description: "535.1" }))).toBe(
    "RTX 3060, 535.1",
  );
  expect(nameOf(adapter({ vendor: "apple", architecture: "metal-3" }))).toBe("apple metal-3");
  expect(nameOf(adapter({}))).toBe("unnamed adapter");
});
