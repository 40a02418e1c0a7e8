import { existsSync } from "node:fs";
import { engine } from "@downhill/compile";
import { chooseDevice, DeviceError, meantAmong } from "@downhill/tensor";
import { openAdapter } from "@downhill/tensor/webgpu";
import { add, fail, run, say } from "./device-setup.ts";
import { tensorflow } from "./device-tensorflow.ts";

/*
 * Sets up a device that is not part of the plain install: `npm run device:webgpu`, `device:tensorflow`, `device:cuda`,
 * `device:compiled`.
 * It installs into .downhill/devices, separate from the course's own packages, so neither install disturbs the other.
 * Git ignores that folder; if you delete it, run this again.
 */
const dawn = "webgpu@^0.6.2";
const onnxRuntime = "onnxruntime-node@1.30.0";
const [, , verb = "", ...options] = process.argv;

/** SwiftShader, the software adapter, comes with Debian's package chromium. */
function addSoftwareAdapter(): void {
  if (existsSync("/usr/lib/chromium/vk_swiftshader_icd.json")) return;
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
    fail({
      en: "The software adapter is part of Debian's package chromium; as root, run apt-get install chromium.",
      zh: "软件适配器包含在 Debian 的软件包 chromium 中；请以 root 身份运行 apt-get install chromium。",
    });
  }
  const quiet = { DEBIAN_FRONTEND: "noninteractive" };
  const done =
    run("apt-get", ["update", "-q"], quiet) &&
    run("apt-get", ["install", "-y", "-q", "--no-install-recommends", "chromium"], quiet);
  if (!done)
    fail({
      en: "apt-get could not install chromium; the reason is above.",
      zh: "apt-get 无法安装 chromium，原因见上方输出。",
    });
}

async function webgpu(): Promise<void> {
  if (!add(dawn))
    fail({
      en: `The package ${dawn} could not be installed; npm's reason is above. Everything else works without it.`,
      zh: `无法安装 ${dawn} 包，原因见上方 npm 的输出。没有它，其余部分照常可用。`,
    });
  const software = options.includes("--software");
  if (software) addSoftwareAdapter();
  try {
    const { tier, about } = await openAdapter(software ? { tier: "software" } : {});
    say({
      en: `WebGPU works here, in ${tier}: ${about}`,
      zh: `WebGPU 可用（${tier === "software" ? "软件模拟" : "硬件"}）：${about}`,
    });
    const { sentence } = await chooseDevice("auto");
    say({ en: `auto takes ${sentence.en}`, zh: `auto 选择 ${sentence.zh}` });
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    fail({ en: error.message, zh: error.zh });
  }
}

/** The engine of compiled steps. Its install script would fetch CUDA's files from another host, so it is told not to. */
async function compiled(): Promise<void> {
  say({
    en: `Installing ${onnxRuntime} from npm: ONNX Runtime for the CPU of five platforms (about 110 MB, 290 MB unpacked). Nothing comes from any other host.`,
    zh: `正在用 npm 安装 ${onnxRuntime}：五个平台的 ONNX Runtime CPU 版（下载约 110 MB，解压后 290 MB）。不会从其他主机下载任何内容。`,
  });
  if (!add(onnxRuntime, { ONNXRUNTIME_NODE_INSTALL: "skip" }))
    fail({
      en: `The package ${onnxRuntime} could not be installed; npm's reason is above. Everything else works without it.`,
      zh: `无法安装 ${onnxRuntime} 包，原因见上方 npm 的输出。没有它，其余部分照常可用。`,
    });
  try {
    const { about } = await engine();
    say({ en: `Compiled steps run on ${about}.`, zh: `编译后的训练步由 ${about} 运行。` });
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    fail({ en: error.message, zh: error.zh });
  }
}

const verbs: Readonly<Record<string, () => Promise<void>>> = {
  compiled,
  webgpu,
  tensorflow: () => tensorflow("tensorflow", options),
  cuda: () => tensorflow("cuda", options),
};
const chosen = verbs[verb];
if (chosen === undefined) {
  const { en, zh } = meantAmong(verb, Object.keys(verbs));
  fail({
    en: `Nothing can be set up under the name "${verb}"; ${en}.`,
    zh: `没有名为 “${verb}” 的可安装设备；${zh}。`,
  });
}
await chosen();
