// The optimizers that are elementwise rules, in order of complexity: one line each.
export { gradientDescent } from "./gradient-descent.ts";
export { momentum } from "./momentum.ts";
export { momentumClassical } from "./momentum-classical.ts";
export { momentumMean } from "./momentum-mean.ts";
export { nesterov } from "./nesterov.ts";
export { adagrad } from "./adagrad.ts";
export { rmsprop } from "./rmsprop.ts";
export { rmspropEpsInside } from "./rmsprop-eps-inside.ts";
export { rmspropCentered } from "./rmsprop-centered.ts";
export { adadelta } from "./adadelta.ts";
export { adam } from "./adam.ts";
export { adamax } from "./adamax.ts";
export { amsgrad } from "./amsgrad.ts";
export { nadam } from "./nadam.ts";
export { radam } from "./radam.ts";
export { adamw } from "./adamw.ts";
export { lion } from "./lion.ts";
