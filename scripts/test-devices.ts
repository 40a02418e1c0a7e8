import { spawnSync } from "node:child_process";
import path from "node:path";
import { languageOf } from "@downhill/grader";
import { DeviceError } from "@downhill/tensor";
import { openAdapter } from "@downhill/tensor/webgpu";

/*
 * `npm run test:devices`: the tests that need a WebGPU adapter, a GPU's or SwiftShader's. Where there is none it says
 * so; in CI, where there must be one, that is a failure.
 */
const say = languageOf(process.env);
const root = path.resolve(import.meta.dirname, "..");

async function adapter(): Promise<string | undefined> {
  try {
    const { tier, about } = await openAdapter();
    return `${tier}: ${about}`;
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    const [en, zh] = [`The devices' tests did not run. ${error.message}`, `设备测试没有运行。${error.zh}`];
    console.error({ en, zh }[say]);
    return undefined;
  }
}

const found = await adapter();
if (found === undefined) process.exitCode = (process.env["CI"] ?? "") === "" ? 0 : 1;
else {
  console.log({ en: `Testing webgpu in ${found}`, zh: `在 webgpu（${found}）上测试` }[say]);
  const vitest = path.join(root, "node_modules", "vitest", "vitest.mjs");
  const config = path.join(root, "test", "devices", "vitest.config.ts");
  const args = [vitest, "run", "--config", config, ...process.argv.slice(2)];
  process.exitCode = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" }).status ?? 1;
}
