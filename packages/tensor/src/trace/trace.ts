import { checkFunction } from "../check-function.ts";
import { Deferred, whileTracing } from "../deferred.ts";
import { defaultBackend, useBackend } from "../device.ts";
import { unrecorded } from "../recorder.ts";
import { scope } from "../scope.ts";
import { Tensor } from "../tensor.ts";
import { paths, type Tree, treeMap } from "../tree.ts";
import type { Traced } from "./graph.ts";
import { callsOf } from "./host-value.ts";
import { KindError } from "../kind-error.ts";
import { depth } from "./place.ts";
import { pruned } from "./pruned.ts";
import { TraceError } from "./trace-error.ts";
import { Tracer } from "./tracer.ts";

/** The argument of a traced function: a record of trees of tensors and numbers. Its keys are the roles of the inputs. */
export type Inputs = Readonly<Record<string, unknown>>;

/**
 * Runs a function once on a backend that computes nothing, and returns its computation as a {@link Graph}, with the functions
 * it calls. Layers,
 * gradients and optimizers work as usual, and the function may branch on shapes. Everything in its one argument becomes an
 * input, including numbers: the step, on which schedules and bias corrections depend, and keys, from which dropout
 * draws.
 *
 * Anything that would make the graph wrong throws an error that names the line: reading a value, using a tensor as a
 * number or a condition, computing with the step or a key other than through schedules, {@link perStep} and the
 * functions for keys, drawing from a key that is not an input, and using a tensor that was made outside. A tensor made from
 * numbers inside becomes a constant, which {@link explain} shows. (In JavaScript a library cannot intercept
 * `if (x)` and `step === 0`: both treat a placeholder as any object.)
 *
 * @param fn a synchronous function that returns a tree of tensors.
 * @param inputs only their shapes, dtypes and structure matter; the graph contains none of their values.
 * @throws TraceError when the function does one of these things.
 * @throws KindError when an input is neither a tensor nor a number.
 * @example
 * ```ts
 * import { grad } from "@downhill/autograd";
 * import { mul, reference, sub, sum, type Tensor, tensor } from "@downhill/tensor";
 * import { replay, trace } from "@downhill/tensor/trace";
 * const gradient = grad((w: Tensor, x: Tensor) => sum(mul(w, x)));
 * const step = ({ params, batch }: { params: Tensor; batch: Tensor }) => sub(params, gradient(params, batch));
 * const graph = trace(step, { params: tensor([1, 2]), batch: tensor([0, 0]) });
 * const next = replay(graph, reference, { params: tensor([1, 2]), batch: tensor([3, 4]) }); // [-2, -2]
 * ```
 * @see Frostig, Johnson and Leary, "Compiling machine learning programs via high-level tracing", SysML 2018.
 */
export function trace<I extends Inputs, O>(fn: (inputs: I) => O, inputs: I): Traced<I, O> {
  checkFunction("trace", "fn", fn);
  const given = paths<unknown>(inputs);
  for (const [path, leaf] of given) {
    if (leaf instanceof Tensor || typeof leaf === "number") continue;
    throw new KindError("not-a-tensor", {
      en: `trace: input "${path}" is ${leaf === null ? "null" : typeof leaf}; pass tensors and numbers, and let the function capture everything else`,
      zh: `trace：输入 "${path}" 是 ${leaf === null ? "null" : typeof leaf}；输入只能是张量和数，其余的让函数从外面取用`,
    });
  }
  const tensors = given.filter((entry): entry is [string, Tensor] => entry[1] instanceof Tensor);
  const numbers = Object.fromEntries(
    given.filter((entry): entry is [string, number] => typeof entry[1] === "number"),
  );
  const tracer = new Tracer(backendOf(tensors), numbers, depth());
  const outputs = runTraced(tracer, fn, inputs, given);
  const { inputs: values, constants, nodes } = tracer;
  const graph = pruned({ numbers: Object.keys(numbers), inputs: values, constants, nodes, outputs });
  const called = new Set(graph.inputs.flatMap(({ computed = [] }) => callsOf(computed)));
  const functions = Object.fromEntries([...tracer.functions].filter(([name]) => called.has(name)));
  return { ...graph, functions } as Traced<I, O>;
}

type Given = readonly (readonly [path: string, leaf: unknown])[];

function runTraced<I>(tracer: Tracer, fn: (inputs: I) => unknown, inputs: I, given: Given): Tree<number> {
  using _ = useBackend(tracer);
  using _scope = scope("trace");
  const taken = given.map(([path, x]) =>
    x instanceof Tensor
      ? new Tensor(tracer, tracer.given(path.split(".")[0]!, path, x))
      : new Deferred(tracer, path),
  );
  const result = called(tracer, () => fn(withLeaves(inputs, taken) as I));
  const ids = paths<unknown>(result).map(([path, output]) => idOf(tracer, path, output));
  return withLeaves(result, ids) as Tree<number>;
}

/** A tree of this form, with these leaves in order. */
function withLeaves(form: unknown, leaves: readonly unknown[]): Tree<unknown> {
  let leaf = 0;
  return treeMap((_: unknown) => leaves[leaf++], form);
}

/** The function's result, unless something was refused during the run, even if the function caught the error. */
function called<O>(tracer: Tracer, fn: () => O): O {
  let result: O;
  try {
    result = whileTracing(tracer, () => unrecorded(fn));
  } catch (error) {
    throw tracer.refusal ?? error;
  }
  if (result instanceof Promise) result.catch(() => {});
  if (tracer.refusal !== undefined) throw tracer.refusal;
  if (!(result instanceof Promise)) return result;
  throw new TraceError("async-function", {
    en: "trace: the function is asynchronous, but a function that waits for values has no graph; await outside",
    zh: "trace：这个函数是异步的，要等待数值的函数没有图；请在外面使用 await",
  });
}

function backendOf(tensors: readonly (readonly [path: string, tensor: Tensor])[]): Tensor["backend"] {
  const backend = tensors[0]?.[1].backend ?? defaultBackend();
  const odd = tensors.find(([, tensor]) => tensor.backend !== backend);
  if (odd === undefined) return backend;
  throw new KindError("device-mismatch", {
    en: `trace: "${tensors[0]![0]}" is on ${backend.name} and "${odd[0]}" on ${odd[1].backend.name}; put all of them on one backend`,
    zh: `trace："${tensors[0]![0]}" 在 ${backend.name} 上，"${odd[0]}" 在 ${odd[1].backend.name} 上；请把它们放到同一个设备上`,
  });
}

function idOf(tracer: Tracer, path: string, output: unknown): number {
  const place =
    path === ""
      ? { en: "the result", zh: "结果" }
      : { en: `"${path}" of the result`, zh: `结果中的 "${path}" ` };
  if (!(output instanceof Tensor)) {
    const given = output instanceof Deferred;
    throw new TraceError("not-a-tensor", {
      en: `trace: ${place.en} is ${given ? "an input number" : typeof output}, not a tensor; return only tensors`,
      zh: `trace：${place.zh}是${given ? "输入的数" : ` ${typeof output}`}，不是张量；请只返回张量`,
    });
  }
  const id = tracer.idOf(output.handle);
  if (id !== undefined) return id;
  throw new TraceError("outside-tensor", {
    en: `trace: ${place.en} is a tensor from outside, which would be the same in every replay; pass it to trace as an input`,
    zh: `trace：${place.zh}是来自外面的张量，每次重放都会是同样的值；请把它列入交给 trace 的输入`,
  });
}
