import type { Layer } from "@downhill/nn";
import type { Params, Transform } from "@downhill/optimizers";

/** The numbers a learner may change. */
export interface Settings {
  readonly learningRate: number;
  readonly hidden: number;
  readonly batchSize: number;
  readonly epochs: number;
  readonly seed: number;
}

/** What `src/hello.ts` exports. */
export interface HelloModule {
  readonly settings: Settings;
  build(steps: number): { readonly model: Layer<Params>; readonly optimizer: Transform<unknown> };
}
