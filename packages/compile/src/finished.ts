import { leaves, paths, run, runFused, type Tensor, tensor, tidy, treeMap } from "@downhill/tensor";
import type { Feed, Inputs } from "@downhill/tensor/trace";
import type { Plan } from "./plan.ts";
import type { Update } from "./split.ts";

/** The step's result: what the engine computed, and what the backend now computes from it. */
export function finished<I extends Inputs, O>(plan: Plan<I, O>, given: Feed, consumes: readonly string[]): O {
  const { graph, backend, parts, lowered, outputs } = plan;
  const spent = new Set(graph.inputs.filter(({ role }) => consumes.includes(role)).map(({ id }) => id));
  const values = new Map<number, Tensor>(given.tensors);
  const returned = new Set(leaves<number>(graph.outputs));
  const results = tidy("compiled", () => {
    for (const [i, [, id]] of lowered.outputs.entries()) {
      const { data, shape, dtype } = outputs[i]!;
      values.set(id, tensor(data, { shape, dtype: dtype as "float32", backend }));
    }
    for (const update of parts.updates) {
      const into = intoOf(plan, update, spent, returned);
      const scalars = update.scalars.map((id) => given.computed.get(id)![0]!);
      const elements = update.elements.map((id) => values.get(id)!);
      const made = runFused(update.program, elements, scalars, into) ?? unfused(plan, update, values, given);
      update.outputs.forEach((id, k) => values.set(id, made[k]!));
    }
    return treeMap((id: number) => values.get(id)! as never, graph.outputs);
  });
  for (const id of spent) if (!returned.has(id)) given.tensors.get(id)?.dispose();
  return results as O;
}

/** For each result the input that it replaces: the consumed one at the same path, if nothing else uses it. */
function intoOf(
  { graph, parts }: Plan,
  update: Update,
  spent: ReadonlySet<number>,
  returned: ReadonlySet<number>,
): readonly (number | undefined)[] {
  const input = new Map(graph.inputs.map(({ path, id }) => [path, id]));
  const path = new Map(paths(graph.outputs).map(([at, id]) => [id, at]));
  return update.outputs.map((id) => {
    const replaced = input.get(path.get(id)!);
    const at = replaced === undefined ? -1 : update.elements.indexOf(replaced);
    const alone = parts.updates.every((other) => other === update || !other.elements.includes(replaced!));
    return at >= 0 && alone && spent.has(replaced!) && !returned.has(replaced!) ? at : undefined;
  });
}

/** An update kernel by kernel, where the backend declines the program: a number that float32 does not have. */
function unfused(
  { graph, backend }: Plan,
  { nodes, outputs }: Update,
  known: ReadonlyMap<number, Tensor>,
  { computed }: Feed,
): readonly Tensor[] {
  const values = new Map(known);
  const number = (id: number): Tensor => {
    const constant = graph.constants.find((each) => each.id === id);
    const { shape, dtype } = [...graph.inputs, ...graph.constants].find((each) => each.id === id)!;
    const data = Float32Array.from(constant?.data ?? computed.get(id)!);
    return tensor(data, { shape, dtype, backend });
  };
  return tidy("update", () => {
    for (const { id, kernel, inputs, attrs } of nodes)
      values.set(
        id,
        run(
          kernel,
          inputs.map((each) => values.get(each) ?? number(each)),
          attrs as never,
        ),
      );
    return outputs.map((id) => values.get(id)!);
  });
}
