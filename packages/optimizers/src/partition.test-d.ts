import type { Tensor } from "@downhill/tensor";
import { accumulate, adam, gradientDescent, type Moments, momentum, partition } from "./index.ts";

declare const params: { readonly w: Tensor };
const parts = partition(adam(), [/b$/, gradientDescent()], [/scale$/, momentum()]);
const states: readonly [Moments<never>, Moments<"v">, Moments<"m" | "v">] = parts.init(params);
parts.update(params, states, params, 0);
const { weight, inner } = accumulate(4, momentum()).init(params);
const carried: Moments<"v"> = inner;
accumulate(4, momentum()).update(params, { sum: params, weight, inner: carried }, params, 0);

// @ts-expect-error The state of one part does not fit another part.
parts.update(params, [states[1], states[0], states[2]], params, 0);
// @ts-expect-error A part is a pattern and an optimizer.
partition(adam(), [/b$/]);
