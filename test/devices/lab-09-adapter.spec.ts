import { DeviceError } from "@downhill/tensor";
import { openAdapter } from "@downhill/tensor/webgpu";
import { afterEach, expect, test, vi } from "vitest";
import { adapterGpu } from "../../labs/09-adam-on-gpu/questions/adapter-gpu.ts";
import type { Gpu } from "../../labs/09-adam-on-gpu/provided/gpu.ts";
import { AdapterRefusal } from "../../labs/09-adam-on-gpu/questions/refusals.ts";
import { heard, isRefused } from "../../labs/09-adam-on-gpu/questions/interpreted.ts";

/*
 * What a learner reads when an adapter refuses a kernel, or is lost.
 */
const chinese = /[\u4e00-\u9fff]/;

afterEach(() => void vi.restoreAllMocks());

/** An adapter that is given one more line than the interpreter reads: the interpreter will know it one day. */
async function withLine(line: string): Promise<Gpu> {
  const opened = await openAdapter();
  const request = opened.adapter.requestDevice.bind(opened.adapter);
  const adapter = Object.create(opened.adapter) as GPUAdapter;
  adapter.requestDevice = async () => {
    const device = await request();
    const make = device.createShaderModule.bind(device);
    device.createShaderModule = ({ code }) => make({ code: `${code}\n${line}` });
    return device;
  };
  return adapterGpu({ ...opened, adapter });
}

const code = `
@group(0) @binding(0) var<storage, read_write> p: array<f32>;
@compute @workgroup_size(64) fn fill(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x < arrayLength(&p)) { p[id.x] = 1.0; }
}`;

test("a refused kernel is one sentence in both languages, and nothing is printed", async () => {
  const printed = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const logged = ["log", "warn", "error"].map((name) => vi.spyOn(console, name as "log").mockReturnValue());
  const gpu = await withLine("fn wrong() -> f32 { }");
  const ran = async (): Promise<Float32Array> => {
    const p = gpu.buffer(4);
    gpu.dispatch(gpu.kernel(code), [p], 1);
    return gpu.read(p);
  };
  const answer = await heard(ran);
  if (!isRefused(answer)) throw new Error("the adapter took it");
  expect(answer.refused.en).toMatch(/^line 6: the adapter \(.+\) rejects it: “.+”; fix what it names$/);
  expect(answer.refused.zh).toMatch(/^第 6 行：适配器（.+）不接受/);
  for (const spy of [printed, ...logged]) expect(spy).not.toHaveBeenCalled();
  await expect(ran()).rejects.toThrow(AdapterRefusal);
});

test("a lost device is reported as the device's fault, at once and later", async () => {
  let device: GPUDevice | undefined;
  const opened = await openAdapter();
  const request = opened.adapter.requestDevice.bind(opened.adapter);
  const adapter = Object.create(opened.adapter) as GPUAdapter;
  adapter.requestDevice = async () => (device = await request());
  const leave = vi.fn<() => void>();
  const gpu = await adapterGpu({ ...opened, adapter }, leave);
  const p = gpu.buffer(4);
  gpu.dispatch(gpu.kernel(code), [p], 1);
  expect([...(await gpu.read(p))]).toEqual([1, 1, 1, 1]);
  device!.destroy();
  for (const _ of [1, 2]) {
    gpu.dispatch(gpu.kernel(code), [p], 1);
    const error = await gpu.read(p).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DeviceError);
    expect((error as DeviceError).message).toMatch(/was lost during the run/);
    expect((error as DeviceError).zh).toMatch(chinese);
  }
  expect(leave).toHaveBeenCalledOnce();
});
