import {
  type Backend,
  checkFunction,
  checkOptions,
  currentScope,
  KindError,
  leaves,
  moveTo,
  paths,
  showShape,
  Tensor,
} from "@downhill/tensor";
import type { Inputs } from "@downhill/tensor/trace";
import { type Compilation, compilation, tell } from "./compilation.ts";
import { finished } from "./finished.ts";
import { filled, type Plan, planOf } from "./plan.ts";

/** How a step is compiled. */
export interface CompileOptions {
  /**
   * The names of the inputs that the step consumes, such as `["params", "state"]`: the results replace them, in their
   * own memory where possible, and using them afterwards throws a DisposedError.
   */
  readonly consumes?: readonly string[];
  /** Told about each compilation. By default, the second and those after it are printed to stderr. */
  readonly onCompile?: (compilation: Compilation) => void;
}

/** A compiled step: called like the step, but gives a promise of its result. */
export interface Compiled<I extends Inputs, O> {
  (inputs: I): Promise<O>;
  /** Compiles for the shapes of these inputs without running. */
  prepare(inputs: I): Promise<void>;
  /** Frees what the engine holds. A later call compiles again. */
  dispose(): Promise<void>;
}

/** The plans of a compiled step, the latest last. */
const plansOf = new WeakMap<object, ReadonlyMap<string, Plan>>();

/** @throws KindError unless the step was compiled, and for some shapes. */
export function latestPlan(owner: string, compiled: object): Plan {
  const plans = plansOf.get(compiled);
  if (plans === undefined) {
    throw new KindError("not-compiled", {
      en: `${owner}: this is not a compiled step; give what compile returned`,
      zh: `${owner}：这不是编译后的训练步；请给出 compile 的结果`,
    });
  }
  const latest = [...plans.values()].at(-1);
  if (latest !== undefined) return latest;
  throw new KindError("not-compiled", {
    en: `${owner}: the step has not met any shapes yet; call it once, or await its prepare(inputs)`,
    zh: `${owner}：这一步还没有遇到任何形状；请先调用一次，或用 await 等待它的 prepare(inputs)`,
  });
}

/**
 * Compiles a whole step. At the first call the step is traced, its graph cleaned and written in ONNX, and loaded by ONNX
 * Runtime, which runs it on the CPU; further calls only run it. The result is that of the step, within a few units in
 * the last place of float32 for each kernel: sums are added up in another order.
 *
 * $$\text{compile}(f)(x) \approx f(x)$$
 *
 * Everything that changes from call to call is in the one argument, as for `trace`: tensors, the step and keys as numbers.
 * Schedules, bias corrections and random masks are computed for each call. Inputs of other shapes are compiled anew, which
 * `onCompile` reports. An update rule at the end of the step is run by the tensors' own backend in one pass over memory if
 * it has one, as `wasm` does, because engines have no kernel for it.
 *
 * Calls run one after another. The results belong to the scope that was open at the call.
 *
 * @param step a synchronous function of one record that returns a tree of tensors.
 * @throws KindError when `step` is not a function; from a call, when the inputs have another structure, or their tensors are
 *   on several backends.
 * @throws TraceError from a call, with the line, when the step reads a value or uses a tensor from outside.
 * @throws DTypeError from a call, when the step computes in float64.
 * @throws DeviceError from a call, when ONNX Runtime is not installed; gives the remedy.
 * @example
 * ```ts
 * import { grad } from "@downhill/autograd";
 * import { compile } from "@downhill/compile";
 * import { device, mul, square, sub, sum, type Tensor, tensor, useBackend } from "@downhill/tensor";
 * useBackend(await device("wasm"));
 * const gradient = grad((w: Tensor, x: Tensor) => sum(square(mul(w, x))));
 * const step = ({ w, x }: { w: Tensor; x: Tensor }) => ({ w: sub(w, mul(0.1, gradient(w, x))) });
 * const fast = compile(step, { consumes: ["w"] });
 * const inputs = { w: tensor([1, 2]), x: tensor([1, 1]) };
 * const { w } = await fast(inputs).catch(() => step(inputs)); // eagerly, where ONNX Runtime is not installed
 * w; // [0.8, 1.6]
 * ```
 * @see Frostig, Johnson and Leary, "Compiling machine learning programs via high-level tracing", SysML 2018.
 * @see https://onnxruntime.ai/docs/
 */
export function compile<I extends Inputs, O>(
  step: (inputs: I) => O,
  options: CompileOptions = {},
): Compiled<I, O> {
  checkFunction("compile", "step", step);
  checkOptions("compile", options, ["consumes", "onCompile"]);
  const { consumes = [], onCompile = tell } = options;
  const plans = new Map<string, Plan<I, O>>();

  let before: readonly string[] = [];

  const planFor = async (inputs: I): Promise<Plan<I, O>> => {
    const backend = backendOf(inputs);
    const forms = formsOf(inputs);
    const key = forms.join(";");
    const known = plans.get(key);
    if (known !== undefined) return known;
    const plan = await planOf(step, inputs, backend);
    plans.set(key, plan);
    const changed = plans.size === 1 ? undefined : forms.find((form) => !before.includes(form));
    before = forms;
    onCompile(compilation(plans.size, plan, changed));
    return plan;
  };

  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };

  const fast = (inputs: I): Promise<O> => {
    const home = currentScope();
    return inTurn(async () => {
      const plan = await planFor(inputs);
      const given = await filled(plan, inputs);
      await plan.session.run();
      const outputs = finished(plan, given, consumes);
      const own = new Set(given.tensors.values());
      for (const each of leaves<Tensor>(outputs as never))
        if (!own.has(each) && each.owner !== home) moveTo(each, home);
      return outputs;
    });
  };
  const whole: Compiled<I, O> = Object.assign(fast, {
    prepare: (inputs: I) => inTurn(async () => void (await planFor(inputs))),
    dispose: () =>
      inTurn(async () => {
        const all = [...plans.values()];
        plans.clear();
        for (const plan of all) await plan.session.close();
      }),
  });
  plansOf.set(whole, plans);
  return whole;
}

/** The form of each input: path, shape, dtype. Numbers differ from call to call. */
const formsOf = (inputs: Inputs): readonly string[] =>
  paths<unknown>(inputs).map(([path, leaf]) =>
    leaf instanceof Tensor
      ? `${path} ${leaf.dtype} ${showShape(leaf.shape)} on ${leaf.backend.name}`
      : `${path} ${typeof leaf}`,
  );

/** The backend of the tensors; `trace` refuses several. */
function backendOf(inputs: Inputs): Backend {
  const first = paths<unknown>(inputs).find(([, leaf]) => leaf instanceof Tensor)?.[1] as Tensor | undefined;
  if (first !== undefined) return first.backend;
  throw new KindError("not-a-tensor", {
    en: "compile: the inputs hold no tensor; pass a record of trees of tensors and numbers, such as { params, batch, step }",
    zh: "compile：输入中没有张量；请给出由张量和数组成的对象，例如 { params, batch, step }",
  });
}
