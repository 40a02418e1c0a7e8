export { constant } from "./constant.ts";
export { cosine, type CosineOptions } from "./cosine.ts";
export { at, type Hyper, type Schedule } from "./schedule.ts";
export { warmup } from "./warmup.ts";
