import { type Params, vjp } from "@downhill/autograd";
import {
  identity,
  type Key,
  key,
  leaves,
  moveTo,
  onesLike,
  recording,
  type Scope,
  currentScope,
  type Shape,
  type Tensor,
  unrecorded,
} from "@downhill/tensor";
import { type Graph, type GraphValue, trace } from "@downhill/tensor/trace";
import type { Layer } from "./layer.ts";
import { type Statistics, trainApply } from "./statistics.ts";

/** From the first number up to, but not including, the second. */
export type Range = readonly [from: number, to: number];

/** One application of a layer. */
export interface Visit {
  readonly name: string;
  readonly path: string;
  readonly depth: number;
  readonly output: Shape;
  /** The number of numbers the layer learns. */
  readonly parameters: number;
  /** The number of numbers it measures. */
  readonly statistics: number;
  /** The ids of the nodes it ran. */
  readonly nodes: Range;
  /** The positions of the values it made, in creation order. */
  readonly values: Range;
}

/** A training step without loss and update: what it computes, in which layers, and what it keeps in between. */
export interface WatchedStep {
  readonly graph: Graph;
  /** In the order in which they began, so a layer comes before its parts. */
  readonly visits: readonly Visit[];
  /** What is alive after the forward pass, each piece of memory once, by its position in creation order. */
  readonly kept: ReadonlyMap<number, GraphValue>;
}

/** Recorded while the model is traced. Afterwards only the graph's names of the tensors are useful. */
interface Log {
  readonly home: Scope | null;
  readonly heard: Set<Tensor>;
  readonly visits: Omit<Visit, "nodes">[];
  readonly marks: Record<"begin" | "end", Tensor>[];
}

/** Traces a training step, with each layer wrapped to record when it begins and ends. */
export function watchStep<P extends Params>(model: Layer<P>, params: P, x: Tensor): WatchedStep {
  const places: number[] = [];
  let visits: Log["visits"] = [];
  const graph = trace(
    (given) => {
      const heard = new Set([...leaves<Tensor>(given.params), given.x]);
      const log: Log = { home: currentScope(), heard, visits: [], marks: [] };
      const watched = wrapped(model, log);
      const [y, pullback] = recording(recorderOf(heard), () =>
        vjp((p: P) => trainApply(watched, p, given.x, given.key)[0], given.params),
      );
      visits = log.visits;
      const alive = [...heard].filter((tensor, place) => !tensor.disposed && places.push(place) > 0);
      return { alive, marks: log.marks, gradient: pullback(onesLike(y)) };
    },
    { params, x, key: key(0) },
  );
  const { alive, marks } = graph.outputs as unknown as {
    readonly alive: readonly number[];
    readonly marks: readonly Record<"begin" | "end", number>[];
  };
  return {
    graph,
    visits: visits.map((visit, i) => ({ ...visit, nodes: [marks[i]!.begin, marks[i]!.end] })),
    kept: memoryOf(graph, alive, places),
  };
}

const recorderOf = (heard: Set<Tensor>) => ({
  record({ inputs, output }: { readonly inputs: readonly Tensor[]; readonly output: Tensor }): void {
    for (const tensor of [...inputs, output]) heard.add(tensor);
  },
});

function wrapped<P extends Params>(layer: Layer<P>, log: Log, path = "", depth = 0): Layer<P> {
  const join = (at: string): string => [path, at].filter((part) => part !== "").join(".");
  const inner = layer.map?.((part, at) => wrapped(part, log, join(at), depth + 1)) ?? layer;
  /** A marker node between earlier and later ones, which costs nothing. */
  const mark = (value: Tensor): Tensor => {
    const copy = unrecorded(() => identity(value));
    moveTo(copy, log.home);
    return copy;
  };
  const visit = (params: P, x: Tensor, key?: Key): readonly [Tensor, Statistics] => {
    const place = log.visits.length;
    const [begin, from] = [mark(x), log.heard.size];
    const noted = { name: layer.name, path, depth, output: x.shape, parameters: 0, statistics: 0 };
    log.visits.push({ ...noted, values: [from, from] });
    log.marks.push({ begin, end: begin });
    const [y, statistics] =
      key === undefined ? [inner.apply(params, x), {}] : trainApply(inner, params, x, key);
    const measured = elements(Object.values(statistics));
    log.visits[place] = {
      ...noted,
      output: y.shape,
      parameters: elements(leaves<Tensor>(params)) - measured,
      statistics: measured,
      values: [from, log.heard.size],
    };
    log.marks[place] = { begin, end: mark(y) };
    return [y, statistics];
  };
  return { ...inner, apply: (params, x, key) => visit(params, x, key)[0], train: visit };
}

const elements = (tensors: readonly Tensor[]): number => tensors.reduce((total, { size }) => total + size, 0);

/**
 * The memory behind these values: a reshaped tensor shares the memory of its source and is counted there. Parameters
 * and the batch belong to the caller, and single numbers in formulas are not counted.
 */
function memoryOf(
  { inputs, constants, nodes }: Graph,
  ids: readonly number[],
  places: readonly number[],
): Map<number, GraphValue> {
  const views = new Map(
    nodes.map((node) => [node.id, node.kernel === "reshape" ? node.inputs[0] : undefined]),
  );
  const rootOf = (id: number): number => {
    const whole = views.get(id);
    return whole === undefined ? id : rootOf(whole);
  };
  const drawn = inputs.filter(({ role }) => role !== "params" && role !== "x");
  const values = new Map([...drawn, ...constants, ...nodes].map((value) => [value.id, value]));
  const seen = new Set<number>();
  const kept = new Map<number, GraphValue>();
  for (const [i, id] of ids.entries()) {
    const root = rootOf(id);
    const value = values.get(root);
    if (value === undefined || value.shape.length === 0 || seen.has(root)) continue;
    seen.add(root);
    kept.set(places[i]!, value);
  }
  return kept;
}
