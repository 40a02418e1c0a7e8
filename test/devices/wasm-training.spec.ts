import { type Backend, device } from "@downhill/tensor";
import { beforeAll } from "vitest";
import { trainingBattery } from "./training-battery.ts";

let backend: Backend;
beforeAll(async () => {
  backend = await device("wasm");
});
trainingBattery(() => backend);
