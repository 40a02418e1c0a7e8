import { withStatistics } from "@downhill/nn";
import { apply, descend, type Params } from "@downhill/optimizers";
import { moveTo, scope, type Tensor, tidy } from "@downhill/tensor";
import { slopeOf } from "./gradient.ts";
import { lossMeter, type Tally } from "./loss-meter.ts";
import { tensorsOf, type TrainingState } from "./state.ts";
import type { TrainOptions } from "./train-options.ts";

/** A run between two steps: the parameters, the optimizer's state, the steps taken, and the losses since the last reading. */
export class Run<P extends Params, S, B> implements TrainingState<P, S> {
  params: P;
  state: S;
  step: number;
  readonly meter: ReturnType<typeof lossMeter>;
  readonly #optimizer: TrainOptions<P, S, B>["optimizer"];
  readonly #slope: ReturnType<typeof slopeOf<P, S, B>>;
  readonly #steps: number;
  /** The caller's tensors, which must not be freed. */
  readonly #given: ReadonlySet<Tensor>;

  /** @param tally the losses that an earlier run had not yet read. */
  constructor(options: TrainOptions<P, S, B>, tally: Tally | undefined) {
    const { params, optimizer, step = 0, takeOver = false } = options;
    this.params = params;
    this.state = options.state ?? tidy("optimizer.init", () => unowned(optimizer.init(params)));
    this.step = step;
    this.meter = lossMeter(tally);
    this.#optimizer = optimizer;
    this.#steps = options.steps;
    this.#slope = slopeOf(options);
    this.#given = new Set(takeOver ? [] : tensorsOf([params, options.state]));
  }

  /** One step, $\theta_{t+1} = \theta_t + u(\nabla L_t(\theta_t))$; the scope frees everything but its results. */
  take(batch: B): void {
    using _ = scope(`step ${this.step}`);
    const { loss, gradient, statistics } = this.#slope(this.params, batch, this.step);
    const [moved, state] = this.#descend(gradient);
    const settled = Object.keys(statistics).length === 0 ? moved : withStatistics(moved, statistics);
    const next = unowned([settled, state] as const);
    this.meter.add(loss, this.step);
    this.release(next);
    [this.params, this.state] = next;
    this.step++;
  }

  /** Frees parameters and state, except the caller's tensors and those in another tree. */
  release(except?: unknown): void {
    const kept = new Set(tensorsOf(except ?? []));
    for (const tensor of tensorsOf([this.params, this.state])) {
      if (!this.#given.has(tensor) && !kept.has(tensor)) tensor.dispose();
    }
  }

  /** Consumes the run's own tensors; the caller's are left intact. */
  #descend(gradient: P): readonly [P, S] {
    const { params, state, step } = this;
    const last = step + 1 === this.#steps;
    if (!tensorsOf([params, state]).some((tensor) => this.#given.has(tensor))) {
      return descend(this.#optimizer, gradient, state, params, step, last);
    }
    const [updates, next] = this.#optimizer.update(gradient, state, params, step, last);
    return [apply(params, updates), next];
  }
}

/** Removes tensors from every scope: they live until they are disposed. */
function unowned<T>(tree: T): T {
  for (const tensor of tensorsOf(tree)) moveTo(tensor, null);
  return tree;
}
