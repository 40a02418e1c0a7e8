import { readFileSync } from "node:fs";
import { defineConfig } from "tsdown";

/** Every entry of a package's `exports` map that has a source is one entry of its build. */
interface Manifest {
  readonly exports: Record<string, { readonly "@downhill/source"?: string }>;
}
const { exports } = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
const entry = Object.values(exports).flatMap((target) => target["@downhill/source"] ?? []);

export default defineConfig({
  cwd: process.cwd(),
  entry,
  format: "esm",
  platform: "neutral",
  target: "node20.19",
  dts: true,
  fixedExtension: false,
  inputOptions: { resolve: { conditionNames: ["@downhill/source", "node", "import", "default"] } },
});
