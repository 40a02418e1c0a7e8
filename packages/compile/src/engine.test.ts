import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type DeviceError, exp, tensor, type Tensor } from "@downhill/tensor";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compile } from "./compile.ts";
import { engine } from "./engine.ts";

// Found from the working folder, if `npm run device:compiled` has installed it; so these tests run in another.
const before = process.cwd();
let elsewhere: string;
beforeAll(() => {
  elsewhere = mkdtempSync(path.join(realpathSync(tmpdir()), "downhill-no-engine-"));
  process.chdir(elsewhere);
});
afterAll(() => {
  process.chdir(before);
  rmSync(elsewhere, { recursive: true });
});

describe("without the engine", () => {
  const refused = (error: DeviceError): void => {
    expect([error.name, error.code]).toEqual(["DeviceError", "unavailable"]);
    expect(error.message).toContain("run npm run device:compiled");
    expect(error.message).toContain("ONNXRUNTIME_NODE_INSTALL=skip");
    expect(error.zh).toContain("npm run device:compiled");
  };

  test("the engine is refused with the remedy, each time", async () => {
    for (let n = 0; n < 2; n++)
      refused(
        await engine().then(
          () => expect.fail(),
          (error: DeviceError) => error,
        ),
      );
  });

  test("compiling is free, and a call is refused", async () => {
    const fast = compile(({ x }: { x: Tensor }) => exp(x));
    refused(
      await fast({ x: tensor([1]) }).then(
        () => expect.fail(),
        (error: DeviceError) => error,
      ),
    );
  });
});
