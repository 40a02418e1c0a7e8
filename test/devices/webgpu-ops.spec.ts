import { type WebGPU, webgpu } from "@downhill/tensor/webgpu";
import { beforeAll } from "vitest";
import { battery } from "./battery.ts";

let backend: WebGPU;
beforeAll(async () => {
  backend = await webgpu();
});
battery(() => backend);
