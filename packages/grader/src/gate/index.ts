export { gate, type GateCheck, type GateOptions, type GateReport } from "./gate.ts";
export { Killing, type Suspect } from "./killing.ts";
export { mistakeText } from "../judge/mistake-text.ts";
export { Key, usualSeed } from "../judge/key.ts";
export { openLab } from "../judge/open-lab.ts";
