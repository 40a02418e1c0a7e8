export { checkGrads, type CheckOptions } from "./checkGrads.ts";
export { grad, valueAndGrad } from "./grad.ts";
export { GradientError } from "./tape.ts";
export { type Params, vjp } from "./vjp.ts";
