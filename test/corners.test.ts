import { type Backend, device } from "@downhill/tensor";
import { beforeAll, describe, test } from "vitest";
import { battery } from "./devices/battery.ts";
import * as corners from "./devices/corners.ts";
import { agrees } from "./devices/on-both.ts";

// The table of edge cases that every device goes through, on wasm.
let wasm: Backend;
beforeAll(async () => {
  wasm = await device("wasm");
});

battery(() => wasm);

const { approximations, ...exact } = corners;
describe.each(Object.entries(exact))("%s", (name, cases) => {
  const floor = ["products", "largeSums", "tails"].includes(name) ? 50 : 1;
  // Four million elements are for devices that split them up.
  const here = Object.entries(cases).filter(([what]) => !what.startsWith("more workgroups"));
  test.each(here)("%s", (_, run) => agrees(wasm, run, { relative: 2e-6, floor }));
});

describe("approximations", () => {
  test.each(Object.entries(approximations))("%s", (_, { run, ...tolerance }) => agrees(wasm, run, tolerance));
});
