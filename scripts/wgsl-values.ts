import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { openAdapter } from "@downhill/tensor/webgpu";
import { adapterGpu } from "../labs/09-adam-on-gpu/questions/adapter-gpu.ts";

// Records Dawn's results for the kernels of packages/wgsl/src/values.json, which the interpreter must match.
const folder = path.resolve(import.meta.dirname, "..", "packages/wgsl/src");
const read = (name: string): unknown => JSON.parse(readFileSync(path.join(folder, name), "utf8"));
const { frame } = read("verdicts.json") as { readonly frame: string };
const kernels = read("values.json") as readonly { readonly body: string; readonly before: string }[];

const adapter = await openAdapter();
const gpu = await adapterGpu(adapter);
const a = gpu.buffer(Float32Array.from({ length: 64 }, (_, i) => 3 * Math.sin(7.3 * i)));
const recorded: unknown[] = [];
for (const { body, before } of kernels) {
  const y = gpu.buffer(64);
  const code = frame.replace("/*before*/", () => before).replace("/*body*/", () => body);
  gpu.dispatch(gpu.kernel(code), [a, y], 1);
  const numbers = Array.from(await gpu.read(y), (value) => Number(value.toPrecision(9)));
  recorded.push({ body, before, y: numbers });
}
writeFileSync(path.join(folder, "values.json"), `${JSON.stringify(recorded, null, 2)}\n`);
console.log(`${recorded.length} kernels recorded on ${adapter.about} (${adapter.tier})`);
process.exit(0);
