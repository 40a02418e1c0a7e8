import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { languageOf } from "@downhill/grader";
import { chooseDevice, DeviceError } from "@downhill/tensor";
import { openAdapter } from "@downhill/tensor/webgpu";

/*
 * Sets up a device that is not part of the plain install: `npm run device:webgpu`. What it fetches stands in
 * .downhill/devices, apart from the course's own packages, so that neither install disturbs the other.
 */
const root = path.resolve(import.meta.dirname, "..");
const home = path.join(root, ".downhill", "devices");
const dawn = "webgpu@^0.6.2";

const language = languageOf(process.env);
const say = (en: string, zh: string): void => console.log({ en, zh }[language]);
const [, , verb = "", ...options] = process.argv;

function run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): boolean {
  const { status } = spawnSync(command, args, {
    cwd: home,
    stdio: "inherit",
    shell: process.platform === "win32",
    env: { ...process.env, ...env },
  });
  return status === 0;
}

function fail(en: string, zh: string): never {
  console.error({ en, zh }[language]);
  process.exit(1);
}

/** Adds a package to .downhill/devices. */
function add(spec: string): void {
  mkdirSync(home, { recursive: true });
  const manifest = path.join(home, "package.json");
  if (!existsSync(manifest)) writeFileSync(manifest, `${JSON.stringify({ private: true })}\n`);
  if (run("npm", ["install", "--no-audit", "--no-fund", "--prefix", home, spec])) return;
  fail(
    `The package ${spec} could not be installed; npm says why above. All else works without it.`,
    `无法安装 ${spec} 包，原因见上方 npm 的输出。没有它，其余部分照常可用。`,
  );
}

/** SwiftShader, the software adapter, comes with Debian's package chromium. */
function addSoftwareAdapter(): void {
  if (existsSync("/usr/lib/chromium/vk_swiftshader_icd.json")) return;
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
    fail(
      "The software adapter is part of Debian's package chromium; as root, run apt-get install chromium.",
      "软件适配器包含在 Debian 的软件包 chromium 中；请以 root 身份运行 apt-get install chromium。",
    );
  }
  const quiet = { DEBIAN_FRONTEND: "noninteractive" };
  const done =
    run("apt-get", ["update", "-q"], quiet) &&
    run("apt-get", ["install", "-y", "-q", "--no-install-recommends", "chromium"], quiet);
  if (!done)
    fail(
      "apt-get could not install chromium; it says why above.",
      "apt-get 无法安装 chromium，原因见上方输出。",
    );
}

async function webgpu(): Promise<void> {
  add(dawn);
  const software = options.includes("--software");
  if (software) addSoftwareAdapter();
  try {
    const { tier, about } = await openAdapter(software ? { tier: "software" } : {});
    say(
      `WebGPU works here, in ${tier}: ${about}`,
      `WebGPU 可用（${tier === "software" ? "软件模拟" : "硬件"}）：${about}`,
    );
    const { sentence } = await chooseDevice("auto");
    say(`auto takes ${sentence.en}`, `auto 选择 ${sentence.zh}`);
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    fail(error.message, error.zh);
  }
}

const verbs: Readonly<Record<string, () => Promise<void>>> = { webgpu };
const chosen = verbs[verb];
if (chosen === undefined) {
  const known = Object.keys(verbs).join(", ");
  fail(
    `Nothing can be set up under the name "${verb}"; there is ${known}.`,
    `没有名为 “${verb}” 的可安装设备；可选 ${known}。`,
  );
}
await chosen();
