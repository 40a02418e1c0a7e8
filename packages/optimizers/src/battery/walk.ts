import { type Backend, leaves, scope, type Tensor, useBackend } from "@downhill/tensor";
import { apply } from "../apply.ts";
import type { Params, Transform } from "../optimizer.ts";
import { read } from "./oracle.ts";

/** The gradient at a point, at a step. */
export type GradientAt = (params: Params, step: number) => Params;

/** The current point of a walk: parameters, and the optimizer's state, which is a tree too. */
export type Place = readonly [params: Params, state: Params];

export interface Walk {
  readonly optimizer: Transform<unknown>;
  readonly gradientAt: GradientAt;
  readonly backend: Backend;
  /** Starts at the parameters, or at a point reached earlier. */
  readonly start: (optimizer: Transform<unknown>) => Place;
  readonly from?: number;
  readonly to: number;
  /** What `path` records; the parameters by default. */
  readonly watch?: (place: Place) => Params;
}

export interface Walked {
  /** The recorded values, after each step. */
  readonly path: readonly (readonly number[])[];
  readonly end: Place;
  /** How many tensors the backend held after each step. */
  readonly held: readonly number[];
}

/** A start from these parameters. */
export const beginAt =
  (params: () => Params) =>
  (optimizer: Transform<unknown>): Place => {
    const begun = params();
    return [begun, optimizer.init(begun) as Params];
  };

/** Walks with an optimizer; after each step everything but parameters and state is freed. */
export async function walk({ optimizer, gradientAt, backend, start, ...rest }: Walk): Promise<Walked> {
  const { from = 0, to, watch = ([params]) => params } = rest;
  using _ = useBackend(backend);
  let place = start(optimizer);
  const path: number[][] = [];
  const held: number[] = [];
  for (let step = from; step < to; step++) {
    const before = leaves<Tensor>(place);
    {
      using s = scope("step");
      const [params, state] = place;
      const [updates, next] = optimizer.update(gradientAt(params, step), state, params, step);
      place = s.keep([apply(params, updates), next as Params] as const);
    }
    const kept = new Set(leaves<Tensor>(place));
    for (const old of before) if (!kept.has(old)) old.dispose();
    held.push(backend.live());
    path.push(await read(watch(place)));
  }
  return { path, end: place, held };
}
