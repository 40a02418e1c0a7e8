import { type Backend, sizeOf, type Tensor, type TypedArray } from "@downhill/tensor";
import { type Feed, feed, type Inputs, trace, type Traced } from "@downhill/tensor/trace";
import { clean } from "./clean.ts";
import { engine, type Port, type Session } from "./engine.ts";
import { lower, type Lowered, outputsOf } from "./lower.ts";
import { encodeOnnx } from "./onnx.ts";
import { portOf } from "./run-once.ts";
import { split, type Split } from "./split.ts";

/** A step compiled for the shapes of its inputs. */
export interface Plan<I extends Inputs = never, O = unknown> {
  /** The cleaned graph, of which the engine computes one part and the backend the other. */
  readonly graph: Traced<I, O>;
  readonly backend: Backend;
  readonly parts: Split;
  readonly lowered: Lowered;
  readonly session: Session;
  /** The engine's arrays: what it reads, and what it writes. */
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  readonly engine: string;
  /** How long tracing, cleaning and loading took, in milliseconds. */
  readonly milliseconds: number;
}

/** A step that is all update leaves the engine nothing to do, and a model of nothing does not load. */
const idle: Session = { run: async () => {}, close: async () => {} };

/** Traces a step on these inputs, cleans and lowers its graph, and loads it. */
export async function planOf<I extends Inputs, O>(
  step: (inputs: I) => O,
  inputs: I,
  backend: Backend,
): Promise<Plan<I, O>> {
  const start = performance.now();
  const runtime = await engine();
  const graph = clean(trace(step, inputs));
  const parts: Split = backend.fused === undefined ? { engine: graph.nodes, updates: [] } : split(graph);
  const lowered = lower(graph, parts.engine, wantedOf(graph, parts));
  const ports = {
    inputs: lowered.model.inputs.map((each) => portOf(each)),
    outputs: lowered.model.outputs.map((each) => portOf(each)),
  };
  const session =
    lowered.outputs.length === 0
      ? idle
      : await runtime.open(encodeOnnx(lowered.model), ports.inputs, ports.outputs);
  const milliseconds = performance.now() - start;
  return { graph, backend, parts, lowered, session, ...ports, engine: runtime.about, milliseconds };
}

/** What the engine computes for others: outputs of the step, and what the updates take. Each value once. */
function wantedOf(graph: Traced, { engine, updates }: Split): readonly (readonly [string, number])[] {
  const own = new Set(engine.map(({ id }) => id));
  const constants = new Set(graph.constants.map(({ id }) => id));
  const wanted = new Map<number, string>();
  for (const [name, id] of outputsOf(graph))
    if ((own.has(id) || constants.has(id)) && !wanted.has(id)) wanted.set(id, name);
  for (const id of updates.flatMap(({ elements }) => elements))
    if ((own.has(id) || constants.has(id)) && !wanted.has(id)) wanted.set(id, `between/${id}`);
  return [...wanted].map(([id, name]) => [name, id]);
}

/** Fills the engine's inputs; returns what the step was given, by id. */
export async function filled<I extends Inputs, O>(
  { graph, backend, lowered, inputs }: Plan<I, O>,
  given: I,
): Promise<Feed> {
  const values = feed(graph, backend, given);
  for (const [i, [, id]] of lowered.inputs.entries()) {
    const { data } = inputs[i]!;
    const tensor = values.tensors.get(id);
    data.set(tensor === undefined ? values.computed.get(id)! : (seen(tensor) ?? (await tensor.data())));
  }
  return values;
}

/** The values of a tensor, if they can be seen without waiting. */
const seen = ({ backend, handle, shape }: Tensor): TypedArray | undefined =>
  sizeOf(shape) === 0 ? new Float32Array(0) : backend.look?.(handle);
