import { type Adapter, nameOf, tierOf } from "./adapter.ts";
import { cannotOpen, type DeviceError } from "./device-error.ts";
import { optionalPackage } from "./optional-package.ts";
import { hasDriver, loadVulkan, needsVulkan, swiftShader, withDriver } from "./vulkan.ts";

/** The npm package `webgpu`: Dawn, which is Chromium's WebGPU, for Node. */
interface Dawn {
  create(this: void, options: readonly string[]): GPU;
  readonly globals: Readonly<Record<string, unknown>>;
}

/** Dawn keeps running while any of its objects is referenced. */
const held = new Set<GPU>();

/** The standard's constants and classes that programs name, TensorFlow.js among them. */
const names = [
  "GPUBuffer",
  "GPUBufferUsage",
  "GPUMapMode",
  "GPUShaderStage",
  "GPUTexture",
  "GPUTextureUsage",
  "GPUExternalTexture",
];

/**
 * An adapter from Dawn. Of the standard's global names that Node lacks, it defines those that programs use as values;
 * `navigator` is unchanged.
 *
 * @param tier accepts only a GPU, or only the software adapter; by default a GPU, or software if there is none.
 * @throws DeviceError when Dawn is not installed, or finds nothing to run on.
 */
export async function dawnAdapter(tier: Adapter["tier"] | undefined): Promise<GPUAdapter> {
  const { create, globals } = await dawn();
  if (needsVulkan() && !loadVulkan()) throw noLoader();
  for (const name of names) {
    if (!(name in globalThis))
      Object.defineProperty(globalThis, name, { value: globals[name], writable: true, configurable: true });
  }
  const ask = async (): Promise<GPUAdapter | null> => {
    const gpu = create([]);
    const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
    if (adapter !== null) held.add(gpu);
    return adapter;
  };
  // Dawn prints to stderr if Vulkan has no driver at all, so it is not called then.
  const drivers = !needsVulkan() || hasDriver();
  const found = tier === "software" || !drivers ? null : await ask();
  if (found !== null && (tier === undefined || tierOf(found) === tier)) return found;
  const stand = needsVulkan() && tier !== "hardware" ? swiftShader() : undefined;
  const imitation = stand === undefined ? null : await withDriver(stand, ask);
  if (imitation !== null) return imitation;
  throw found === null ? nothingFor(tier) : onlySoftware(nameOf(found));
}

const noLoader = (): DeviceError =>
  cannotOpen(
    "webgpu",
    {
      en: "there is no Vulkan loader (libvulkan.so.1) here",
      zh: "系统中没有 Vulkan 加载器（libvulkan.so.1）",
    },
    {
      en: "install your GPU's driver and the package libvulkan1 (Debian, Ubuntu), vulkan-loader (Fedora) or vulkan-icd-loader (Arch), or use --device wasm",
      zh: "请安装显卡驱动和软件包 libvulkan1（Debian、Ubuntu）、vulkan-loader（Fedora）或 vulkan-icd-loader（Arch），也可以改用 --device wasm",
    },
  );

function nothingFor(tier: Adapter["tier"] | undefined): DeviceError {
  const standIn = needsVulkan() && tier !== "hardware";
  return cannotOpen(
    "webgpu",
    tier === "software"
      ? { en: "there is no software adapter that Dawn can use", zh: "没有 Dawn 可用的软件适配器" }
      : { en: "there is no GPU that Dawn can use", zh: "没有 Dawn 可用的 GPU" },
    {
      en: `install your GPU's driver${standIn ? ", or the package chromium for a software adapter" : ""}, or use --device wasm`,
      zh: `请安装显卡驱动${standIn ? "，或安装软件包 chromium 以使用软件适配器" : ""}，也可以改用 --device wasm`,
    },
  );
}

const onlySoftware = (name: string): DeviceError =>
  cannotOpen(
    "webgpu",
    {
      en: `there is only a software adapter (${name}), slower than wasm`,
      zh: `只有软件适配器（${name}），比 wasm 还慢`,
    },
    {
      en: "install your GPU's driver, or ask for it explicitly with --device webgpu",
      zh: "请安装显卡驱动；如果仍想使用它，请指定 --device webgpu",
    },
  );

async function dawn(): Promise<Dawn> {
  const file = optionalPackage("webgpu");
  if (file === undefined) {
    throw cannotOpen(
      "webgpu",
      { en: "the package webgpu (Dawn) is not installed", zh: "尚未安装 webgpu 包（Dawn）" },
      {
        en: "run npm run device:webgpu (outside the course: npm install webgpu)",
        zh: "请运行 npm run device:webgpu（不在本课程中则运行 npm install webgpu）",
      },
    );
  }
  const { pathToFileURL } = process.getBuiltinModule("node:url");
  return (await import(/* @vite-ignore */ /* webpackIgnore: true */ pathToFileURL(file).href)) as Dawn;
}
