import { readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { device } from "../device.ts";
import { DeviceError } from "../devices/device-error.ts";

const { require } = vi.hoisted(() => ({
  require: Object.assign(() => ({}), {
    resolve(name: string): string {
      throw Object.assign(new Error(`Cannot find module '${name}'`), { code: "MODULE_NOT_FOUND" });
    },
  }),
}));
vi.mock("./node-require.ts", () => ({ nodeRequire: require }));

test("without its optional peer, webgpu explains how to add it, in both languages", async () => {
  const error: unknown = await device("webgpu").catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DeviceError);
  const { message, zh, reason } = error as DeviceError;
  const { peerDependencies } = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  ) as { readonly peerDependencies: Readonly<Record<string, string>> };
  const name = "@tensorflow/tfjs-backend-webgpu";
  const command = `npm install ${name}@${peerDependencies[name]}`;
  expect(message).toContain(`the package ${name}, which holds its kernels, is not installed; run ${command}`);
  expect(zh).toContain(`尚未安装提供内核的 ${name} 包；请运行 ${command}`);
  // `downhill doctor` shows these two.
  expect(reason?.why.en).toContain("is not installed");
  expect(reason?.remedy.en).toContain(command);
});
