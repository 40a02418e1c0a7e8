import type { Tensor } from "@downhill/tensor";
import { adam, chain, clipByGlobalNorm, type Moments, momentum } from "./index.ts";

declare const params: { readonly w: Tensor };
const optimizer = chain(clipByGlobalNorm(1), adam({ learningRate: (step) => 1 / (step + 1) }));
const state: readonly [Readonly<Record<never, never>>, Moments<"m" | "v">] = optimizer.init(params);
optimizer.update(params, state, params, 0);

// @ts-expect-error The state of a different optimizer does not fit.
optimizer.update(params, momentum().init(params), params, 0);
// @ts-expect-error There is no hyper-parameter of this name.
adam({ lr: 0.1 });
