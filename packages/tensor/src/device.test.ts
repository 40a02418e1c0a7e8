import { expect, test } from "vitest";
import { tensor } from "./create.ts";
import { device, useBackend } from "./device.ts";
import { add } from "./ops/add.ts";

test("auto takes wasm, which opens once", async () => {
  const backend = await device("auto");
  expect(backend.name).toBe("wasm");
  expect(await device("wasm")).toBe(backend);
});

test("an unknown device is refused with those there are", async () => {
  await expect(device("cuda9000")).rejects.toThrow(
    'device: there is no "cuda9000"; the devices are auto, wasm, reference',
  );
});

test("new tensors go to the backend in use, and operands must share one", async () => {
  const onReference = tensor([1]);
  using _ = useBackend(await device("wasm"));
  const onWasm = tensor([1]);
  expect(onWasm.backend.name).toBe("wasm");
  expect(() => add(onWasm, onReference)).toThrow("add: operands live on wasm and reference");
});
