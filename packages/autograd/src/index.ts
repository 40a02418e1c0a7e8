export { checkGrads, type CheckOptions } from "./check-grads.ts";
export { checkpoint } from "./checkpoint.ts";
export { customVjp } from "./custom-vjp.ts";
export { grad, type Valued, valueAndGrad } from "./grad.ts";
export { hessianVectorProduct, jvp } from "./jvp.ts";
export { GradientError } from "./tape.ts";
export { type Params } from "./params.ts";
export { vjp } from "./vjp.ts";
