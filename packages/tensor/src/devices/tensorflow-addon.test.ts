import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { loadAddon } from "./tensorflow-addon.ts";

const home = mkdtempSync(path.join(tmpdir(), "downhill-addon-"));
beforeAll(() => void vi.spyOn(process, "cwd").mockReturnValue(home));
afterAll(() => void vi.restoreAllMocks());
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** Puts a file under the program's folder. */
function put(file: string, text = ""): void {
  mkdirSync(path.dirname(path.join(home, file)), { recursive: true });
  writeFileSync(path.join(home, file), text);
}

test("a missing addon is reported, with the command that installs it", () => {
  expect(() => loadAddon("cuda")).toThrow(
    "cuda: the package @tensorflow/tfjs-node-gpu is not installed; run npm run device:cuda (outside the course: npm install @tensorflow/tfjs-node-gpu).",
  );
});

test("a file that is not an addon gives a clear error, and the environment is unchanged", () => {
  put(".downhill/devices/cuda/package/lib/napi-v8/tfjs_binding.node", "not a library");
  const before = { ...process.env };
  expect(() => loadAddon("cuda")).toThrow(
    /^cuda: TensorFlow's addon could not be loaded \(.+\); run npm run device:cuda again\.$/,
  );
  expect({ ...process.env }).toEqual(before);
});

test("a package installed without its scripts lacks its addon", () => {
  put("node_modules/@tensorflow/tfjs-node/package.json", '{ "main": "dist/index.js" }');
  put("node_modules/@tensorflow/tfjs-node/dist/index.js");
  expect(() => loadAddon("tensorflow")).toThrow(
    "tensorflow: the package @tensorflow/tfjs-node is here without its addon; run npm run device:tensorflow again.",
  );
});
