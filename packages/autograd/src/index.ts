export { checkGrads, type CheckOptions } from "./checkGrads.ts";
export { checkpoint } from "./checkpoint.ts";
export { customVjp } from "./customVjp.ts";
export { grad, type Valued, valueAndGrad } from "./grad.ts";
export { hessianVectorProduct, jvp } from "./jvp.ts";
export { GradientError } from "./tape.ts";
export { type Params, vjp } from "./vjp.ts";
