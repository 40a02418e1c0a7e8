import { battery } from "./battery.ts";
import { lazyEngine } from "./lazy-engine.ts";

const backend = lazyEngine();
battery(() => backend);
