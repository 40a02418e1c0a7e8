import { nodeRequire } from "../backends/node-require.ts";
import type { Addon } from "../backends/tensorflow-node.ts";
import type { Bilingual } from "../bilingual.ts";
import { cannotOpen, wordsOf } from "./device-error.ts";
import { optionalPackage } from "./optional-package.ts";

/** The devices that compute with TensorFlow, and the packages whose addon reaches it. */
const addonPackages = {
  cuda: "@tensorflow/tfjs-node-gpu",
  tensorflow: "@tensorflow/tfjs-node",
} as const;
export type AddonDevice = keyof typeof addonPackages;

/** What TensorFlow reads from the environment while it starts, unless it is set already. */
const wishes = {
  // Otherwise it logs how it was built and which devices it looked for.
  TF_CPP_MIN_LOG_LEVEL: "2",
  // Otherwise it takes all of a GPU's memory immediately, including the display's.
  TF_FORCE_GPU_ALLOW_GROWTH: "true",
  // Of several GPUs the addon puts tensors on the last, while operations run on the first.
  CUDA_VISIBLE_DEVICES: "0",
};

/**
 * Loads the addon, once in a process. TensorFlow.js's own entry is bypassed: nothing registers itself there, and Node
 * 23 and later, with which that entry does not work, are not a problem.
 *
 * @throws DeviceError when it is not installed or cannot be loaded.
 */
export function loadAddon(device: AddonDevice): Addon {
  const file = addonFile(device);
  if (nodeRequire === undefined || file === undefined) throw notInstalled(device);
  const load = nodeRequire;
  try {
    // If the log level is set explicitly, the messages are wanted.
    const asked = process.env["TF_CPP_MIN_LOG_LEVEL"] !== undefined;
    const start = (): Addon => load(file) as Addon;
    return withDefaults(() => (asked ? start() : quietly(file, start)));
  } catch (error) {
    const { en, zh } = wordsOf(error);
    const why = {
      en: `TensorFlow's addon could not be loaded (${en})`,
      zh: `无法加载 TensorFlow 的原生扩展（${zh}）`,
    };
    throw cannotOpen(device, why, again(device), { cause: error });
  }
}

const again = (device: AddonDevice): Bilingual => ({
  en: `run npm run device:${device} again`,
  zh: `请重新运行 npm run device:${device}`,
});

function notInstalled(device: AddonDevice): Error {
  const name = addonPackages[device];
  const half = optionalPackage(name) !== undefined;
  return cannotOpen(
    device,
    half
      ? { en: `the package ${name} is here without its addon`, zh: `${name} 包已安装，但缺少它的原生扩展` }
      : { en: `the package ${name} is not installed`, zh: `尚未安装 ${name} 包` },
    half
      ? again(device)
      : {
          en: `run npm run device:${device} (outside the course: npm install ${name})`,
          zh: `请运行 npm run device:${device}（不在本课程中则运行 npm install ${name}）`,
        },
  );
}

/**
 * The addon's file: where `npm run device:…` compiles it, in `.downhill/devices` of a folder above, or within its
 * package, where the package's own install puts it.
 */
function addonFile(device: AddonDevice): string | undefined {
  const { process } = globalThis as { process?: Partial<NodeJS.Process> };
  const [fs, path] = [process?.getBuiltinModule?.("node:fs"), process?.getBuiltinModule?.("node:path")];
  if (fs === undefined || path === undefined) return undefined;
  const places = (folder: string): readonly string[] => [
    path.join(folder, ".downhill", "devices", device, "package"),
    ...(path.dirname(folder) === folder ? [] : places(path.dirname(folder))),
  ];
  const entry = optionalPackage(addonPackages[device]);
  const packages = entry === undefined ? [] : [path.dirname(path.dirname(entry))];
  return [...places(globalThis.process.cwd()), ...packages]
    .map((folder) => path.join(folder, "lib"))
    .filter((folder) => fs.existsSync(folder))
    .flatMap((folder) =>
      // The folders are called napi-v3 to napi-v8.
      fs
        .readdirSync(folder)
        .toSorted()
        .toReversed()
        .map((version) => path.join(folder, version, "tfjs_binding.node")),
    )
    .find((file) => fs.existsSync(file));
}

/** What `npm run device:…` compiles next to the addon: it redirects stderr for a while. */
interface Quiet {
  hush(): void;
  speak(): void;
}

/** Newer versions of TensorFlow log while their libraries load, before they read the log level. */
function quietly<T>(addon: string, load: () => T): T {
  const { existsSync } = process.getBuiltinModule("node:fs");
  const file = addon.replace(/[^/\\]+$/, "quiet.node");
  if (nodeRequire === undefined || !existsSync(file)) return load();
  const quiet = nodeRequire(file) as Quiet;
  quiet.hush();
  try {
    return load();
  } finally {
    quiet.speak();
  }
}

function withDefaults<T>(load: () => T): T {
  const missing = Object.entries(wishes).filter(([name]) => process.env[name] === undefined);
  for (const [name, value] of missing) process.env[name] = value;
  try {
    return load();
  } finally {
    for (const [name] of missing) delete process.env[name];
  }
}
