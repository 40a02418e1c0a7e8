import type { Backend } from "@downhill/tensor";
import { beforeAll, describe, expect, test } from "vitest";
import { edges } from "./edges.ts";
import { differences } from "./results.ts";
import { inFloat32, operations } from "./table.ts";

/** Every operation of the table, forward and backward, on a device and on the reference. */
export function battery(backend: () => Backend, tolerances = inFloat32): void {
  let before = 0;
  describe("every operation and its gradients agree with the reference", () => {
    beforeAll(() => {
      before = backend().live();
    });
    test.each(operations)("%s", async (_, wrong) => {
      expect(await wrong(backend(), tolerances)).toEqual([]);
    });
  });

  describe("also where lengths are 0, 1 or odd", () => {
    test.each(edges)("%s", async (name, run) => {
      expect(await differences(backend(), run, tolerances[name] ?? tolerances.others)).toEqual([]);
    });
  });

  test("and leave nothing in memory", () => {
    expect(backend().live()).toBe(before);
  });
}
