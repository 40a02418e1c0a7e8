import { describe, expect, test } from "vitest";
import type { Backend, KernelName } from "./backend.ts";
import { onesLike } from "./create.ts";
import { device, useBackend } from "./device.ts";
import type { AnyOp } from "./op-def.ts";
import * as ops from "./ops/index.ts";
import { key } from "./random.ts";
import type { Tensor } from "./tensor.ts";
import { kernelNames, resultOf } from "./kernels.ts";

type Applied = ((...args: readonly unknown[]) => Tensor) & { readonly def: AnyOp };
const table = Object.values(ops as unknown as Record<string, Applied>);

/** A backend that compares each result with its predicted shape and dtype. */
function foretold(backend: Backend, seen: Set<KernelName>): Backend {
  return {
    ...backend,
    run(kernel, inputs, attrs) {
      const { shape, dtype } = backend.run(kernel, inputs, attrs);
      expect(resultOf(kernel, inputs, attrs), kernel).toEqual({ shape: [...shape], dtype });
      seen.add(kernel);
      return backend.run(kernel, inputs, attrs);
    },
  };
}

/** Applies every operation of the table, and its rules, at the points where it is tested. */
function applyAll(): void {
  for (const op of table) {
    for (const args of op.def.domain(key(0))) {
      const inputs = args.slice(0, op.def.inputs.length) as Tensor[];
      const y = op(...args);
      const at = { ...Object.fromEntries(op.def.inputs.map((name, i) => [name, inputs[i]!])), y };
      for (const name of op.def.inputs) op.def.vjp[name]?.(onesLike(y), at, args[op.def.inputs.length]);
    }
  }
}

describe.each(["reference", "wasm"])("on %s", (name) => {
  test("each kernel's result has the shape and dtype that a trace expects", async () => {
    const seen = new Set<KernelName>();
    using _ = useBackend(foretold(await device(name), seen));
    applyAll();
    expect(kernelNames.filter((kernel) => !seen.has(kernel))).toEqual([]);
  });
});
