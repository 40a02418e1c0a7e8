import { spawnSync } from "node:child_process";
import path from "node:path";
import { engine } from "@downhill/compile";
import { languageOf } from "@downhill/grader";
import { candidates, DeviceError } from "@downhill/tensor";
import { openAdapter } from "@downhill/tensor/webgpu";
import { chromium } from "../test/devices/browser/chromium.ts";

/*
 * `npm run test:devices`: the tests that need a device which a plain install lacks: a WebGPU adapter (a GPU's or
 * SwiftShader's), TensorFlow's addon, the engine of compiled steps, and a browser with WebGPU. It reports missing ones, again at the end, and tests
 * the others; in CI a missing one is a failure, except those named by `--without`. Names, as in `npm run test:devices
 * tensorflow`, select among them.
 */
const language = languageOf(process.env);
const root = path.resolve(import.meta.dirname, "..");
const inCI = (process.env["CI"] ?? "") !== "";

const devices: Readonly<Record<string, () => Promise<string>>> = {
  webgpu: async () => {
    const { tier, about } = await openAdapter();
    return `${tier}: ${about}`;
  },
  tensorflow: async () => {
    const { tier, about, version } = await candidates.find(({ name }) => name === "tensorflow")!.open();
    return `${tier}: ${about[language]}, ${version}`;
  },
  compiled: async () => (await engine()).about,
  wasm: async () => {
    const { tier, about } = await candidates.find(({ name }) => name === "wasm")!.open();
    return `${tier}: ${about[language]}`;
  },
  browser: async () => {
    const file = chromium();
    if (file !== undefined) return file;
    throw new DeviceError("unavailable", {
      en: "There is no Chromium; install Chromium or Chrome, or set DOWNHILL_CHROMIUM to the path of one.",
      zh: "没有找到 Chromium；请安装 Chromium 或 Chrome，或把环境变量 DOWNHILL_CHROMIUM 设为其路径。",
    });
  },
};

/** Takes `--without NAME` out of the arguments. */
function withoutIn(args: string[]): readonly string[] {
  const at = args.indexOf("--without");
  if (at === -1) return [];
  const [, name = ""] = args.splice(at, 2);
  if (name in devices) return [name, ...withoutIn(args)];
  const known = Object.keys(devices).join(", ");
  console.error(
    {
      en: `--without names one of ${known}, not "${name}".`,
      zh: `--without 后面应为 ${known} 之一，不能是 “${name}”。`,
    }[language],
  );
  process.exit(2);
}

const rest = process.argv.slice(2);
const without = withoutIn(rest);

/** Whether a device is present; reports what it is, or why it is missing. */
async function found(name: string): Promise<boolean> {
  try {
    const about = await devices[name]!();
    console.log({ en: `Testing ${name} in ${about}`, zh: `在 ${name}（${about}）上测试` }[language]);
    return true;
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    console.error(
      {
        en: `The tests of ${name} did not run. ${error.message}`,
        zh: `${name} 的测试没有运行。${error.zh}`,
      }[language],
    );
    if (inCI && !without.includes(name)) process.exitCode = 1;
    return false;
  }
}

const chosen = Object.keys(devices).filter((name) => rest.includes(name));
const asked = chosen.length === 0 ? Object.keys(devices) : chosen;
const present: string[] = [];
for (const name of asked) {
  if (await found(name)) present.push(name);
}
if (present.length > 0) {
  const vitest = path.join(root, "node_modules", "vitest", "vitest.mjs");
  const config = path.join(root, "test", "devices", "vitest.config.ts");
  const absent = Object.keys(devices).filter((name) => !present.includes(name));
  const excluded = absent.flatMap((name) => ["--exclude", `test/devices/${name}-*.spec.ts`]);
  const args = [
    vitest,
    "run",
    "--config",
    config,
    ...excluded,
    ...rest.filter((arg) => !chosen.includes(arg)),
  ];
  // Tests not named after a device need an adapter.
  const all = chosen.length === 0 && present.includes("webgpu");
  const only = all ? [] : present.map((name) => `test/devices/${name}-`);
  const { status } = spawnSync(process.execPath, [...args, ...only], { cwd: root, stdio: "inherit" });
  process.exitCode = Math.max(Number(process.exitCode ?? 0), status ?? 1);
}

const untested = asked.filter((name) => !present.includes(name));
if (untested.length > 0) {
  console.error(
    {
      en: `\nNOT TESTED: ${untested.join(", ")}; see the reasons above the tests.`,
      zh: `\n未测试：${untested.join("、")}；原因见测试输出之前。`,
    }[language],
  );
}
