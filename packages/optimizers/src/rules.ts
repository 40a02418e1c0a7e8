// The optimizers that are elementwise rules, in order of complexity: one line each.
export { gradientDescent } from "./gradientDescent.ts";
export { momentum } from "./momentum.ts";
export { nesterov } from "./nesterov.ts";
export { rmsprop } from "./rmsprop.ts";
export { rmspropEpsInside } from "./rmspropEpsInside.ts";
export { adam } from "./adam.ts";
export { adamw } from "./adamw.ts";
