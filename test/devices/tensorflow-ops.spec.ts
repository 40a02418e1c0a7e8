import { type Backend, device } from "@downhill/tensor";
import { beforeAll } from "vitest";
import { battery } from "./battery.ts";

let backend: Backend;
beforeAll(async () => {
  backend = await device("tensorflow");
});
battery(() => backend);
