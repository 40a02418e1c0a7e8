import type * as whole from "@downhill/tensor";
import { type Backend, type Bilingual, type DeviceChoice, DeviceError, reference } from "@downhill/tensor";
import { beforeEach, expect, test, vi } from "vitest";
import probes, { devices } from "../scripts/doctor.ts";

interface Faked {
  open: (name: string) => Promise<unknown>;
  choose: () => Promise<Partial<DeviceChoice>>;
}
const faked = vi.hoisted(() => ({}) as Faked);
vi.mock("@downhill/tensor", async (original) => {
  const ours = await original<typeof whole>();
  return {
    ...ours,
    candidates: ours.candidates.map(({ name }) => ({ name, open: () => faked.open(name) })),
    chooseDevice: () => faked.choose(),
  };
});
// Measured elsewhere.
vi.mock("../scripts/gemm-rate.ts", () => ({ gemmRate: async () => ({ gflops: 12.34, size: 512 }) }));

const about = { en: "CPU, a device", zh: "CPU，设备" };
const opened = (backend: Partial<Backend> = {}) => ({
  backend: { ...reference, ...backend },
  tier: "hardware",
  processor: "CPU",
  about,
});
const finding = async (id: string) => probes.find((probe) => probe.id === id)!.run();
const broken: Partial<Backend> = {
  run: (kernel, inputs, attrs) =>
    kernel === "tanh" ? reference.run("neg", inputs, {}) : reference.run(kernel, inputs, attrs),
};

beforeEach(() => {
  faked.open = async () => opened();
});

test("the devices to choose among are the course's", () => {
  expect(devices).toContain("wasm");
  expect(devices).toContain("auto");
});

test("a working device shows how fast it is, and at which size", async () => {
  const { ok, detail, facts } = await finding("device-wasm");
  expect(ok).toBe(true);
  expect(detail).toEqual({
    en: "hardware: CPU, a device; self-test passed; matmul 12 GFLOP/s at 512 × 512",
    zh: "硬件：CPU，设备；自检通过；矩阵乘法 12 GFLOP/s（512 × 512）",
  });
  expect(facts).toMatchObject({ present: true, selfTest: true, gflops: 12.3, matrices: 512 });
});

test.each([
  ["cuda", /NVIDIA's driver.+--device wasm/],
  ["webgpu", /GPU's driver.+--device wasm/],
  ["tensorflow", /device:tensorflow.+--device wasm/],
  ["wasm", /npm install.+--device reference/],
  ["reference", /npm install.+--device wasm/],
])("%s that computes wrongly has its own remedy, in both languages", async (name, remedy) => {
  faked.open = async () => opened(broken);
  const found = await finding(`device-${name}`);
  expect(found).toMatchObject({ ok: false, facts: { present: true, selfTest: false, wrong: ["tanh"] } });
  expect(found.remedy?.en).toMatch(remedy);
  expect(found.remedy?.zh).toMatch(/[\u4e00-\u9fff]/);
  expect(found.remedy?.zh).toContain(/--device \w+/.exec(found.remedy!.en)![0]);
});

test("a device lost during its examination counts as present, and the loss is reported in both languages", async () => {
  const lost = new DeviceError("test", { en: "webgpu: the device was lost.", zh: "webgpu：设备已丢失。" });
  faked.open = async () => opened({ read: () => Promise.reject(lost) });
  expect(await finding("device-webgpu")).toMatchObject({
    ok: false,
    optional: true,
    detail: { en: lost.message, zh: lost.zh },
    remedy: { zh: expect.stringContaining("--device wasm") },
    facts: { present: true, tier: "hardware", selfTest: false },
  });
});

test("an absent device gives the reason in both languages, whether or not there is a remedy", async () => {
  const text: Bilingual = { en: "it is not here", zh: "没有" };
  faked.open = () =>
    Promise.reject(
      new DeviceError("unavailable", text, {
        reason: { why: text, remedy: { en: "install it", zh: "请安装" } },
      }),
    );
  expect(await finding("device-cuda")).toEqual({
    ok: false,
    optional: true,
    detail: text,
    remedy: { en: "Install it.", zh: "请安装。" },
    facts: { present: false },
  });
  faked.open = () => Promise.reject(new DeviceError("unavailable", text));
  expect(await finding("device-cuda")).toMatchObject({ detail: text, facts: { present: false } });
});

test("the device in use is reported with the reason why another working one was not chosen", async () => {
  faked.open = (name) => (name === "cuda" ? Promise.reject(new Error("no")) : Promise.resolve(opened()));
  for (const probe of probes) if (probe.id !== "device") await probe.run();
  faked.choose = async () => ({
    name: "wasm",
    tier: "hardware",
    by: "auto",
    brief: { en: "wasm (hardware: CPU), the fastest here", zh: "wasm（硬件：CPU），这台机器上最快的设备" },
    passedOver: [
      { name: "cuda", why: { en: "it is not installed", zh: "尚未安装" } },
      { name: "webgpu", why: { en: "there is only a software adapter", zh: "只有软件适配器" } },
    ],
  });
  expect(await finding("device")).toMatchObject({
    ok: true,
    detail: {
      en: "wasm (hardware: CPU), the fastest here; not webgpu: there is only a software adapter",
      zh: "wasm（硬件：CPU），这台机器上最快的设备；未用 webgpu：只有软件适配器",
    },
  });
});

test("an unknown device is refused in both languages", async () => {
  const text = { en: 'DOWNHILL_DEVICE: there is no "abacus"', zh: "DOWNHILL_DEVICE：没有叫 “abacus” 的设备" };
  faked.choose = () => Promise.reject(new DeviceError("unavailable", text));
  expect(await finding("device")).toMatchObject({
    ok: false,
    detail: text,
    remedy: { zh: expect.stringContaining("请修改") },
  });
});
