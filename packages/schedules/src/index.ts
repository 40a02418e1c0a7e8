export { constant } from "./constant.ts";
export { cosine, type CosineOptions } from "./cosine.ts";
export { cosineRestarts, type CosineRestartsOptions } from "./cosine-restarts.ts";
export { cyclic, type CyclicOptions } from "./cyclic.ts";
export { exponential, type ExponentialOptions } from "./exponential.ts";
export { exponentialWarmup, type ExponentialWarmupOptions } from "./exponential-warmup.ts";
export { inverseSquareRoot } from "./inverse-square-root.ts";
export { inverseTime } from "./inverse-time.ts";
export { linear, type LinearOptions } from "./linear.ts";
export { oneCycle, type OneCycleOptions } from "./one-cycle.ts";
export { piecewise } from "./piecewise.ts";
export { polynomial, type PolynomialOptions } from "./polynomial.ts";
export { at, type Hyper, type Schedule } from "./schedule.ts";
export { warmup } from "./warmup.ts";
export { warmupStableDecay, type WarmupStableDecayOptions } from "./warmup-stable-decay.ts";

export { andThen } from "./and-then.ts";
export { clampMin } from "./clamp-min.ts";
export { cycle } from "./cycle.ts";
export { scale } from "./scale.ts";

export { type Feedback, type FeedbackState } from "./feedback.ts";
export { onPlateau, type PlateauOptions, type PlateauState } from "./on-plateau.ts";
export { reset, type ResetOptions, type ResetState } from "./reset.ts";

export { plot, type PlotOptions } from "./plot.ts";

export { ScheduleError } from "./schedule-error.ts";
