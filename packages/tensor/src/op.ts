import type { Elementwise, KernelAttrs, KernelName } from "./backend.ts";
import { isFloat } from "./dtype.ts";
import { checkKernel } from "./kernel-dtypes.ts";
import type { Key } from "./random.ts";
import { KindError } from "./kind-error.ts";
import { lift, type Operand } from "./operands.ts";
import { checkOptions } from "./options.ts";
import { listeners, record, unrecorded } from "./recorder.ts";
import { checkRoom } from "./room.ts";
import { tidy } from "./scope.ts";
import { checkShape, sameShape, type Shape } from "./shape.ts";
import { computedIn, type Taking } from "./taking.ts";
import { Tensor } from "./tensor.ts";
import { written } from "./written.ts";

export type { Operand } from "./operands.ts";

type Attributes = Readonly<Record<string, unknown>>;
type Named<I extends readonly string[]> = { readonly [K in I[number]]: Tensor };
type Operands<I extends readonly string[]> = { readonly [K in keyof I]: Operand };
type Shapes<I extends readonly string[]> = { readonly [K in keyof I]: Shape };
type Arguments<I extends readonly string[], A> = undefined extends A
  ? [...operands: Operands<I>, attrs?: A]
  : [...operands: Operands<I>, attrs: A];

/** The inputs and the result of one application, by name: what a gradient rule may use. */
export type At<I extends readonly string[]> = Named<I> & { readonly y: Tensor };

/**
 * An operation: its shape rule, its value, and its gradient. The engine that uses the gradient knows no operation, and
 * the table of operations knows no engine.
 */
export interface OpDef<I extends readonly string[], A = undefined> {
  readonly name: string;
  readonly inputs: I;
  /** The formula, with the inputs' names as symbols. */
  readonly tex: string;
  /** How each input is taken, whatever its dtype; one word for all alike. `float` unless given. */
  readonly takes?: Taking | { readonly [K in I[number]]: Taking };
  /**
   * The result's dtype: that of the inputs that agree unless given, and int32 where truth values are counted. `named` is
   * the dtype that the attributes name.
   */
  readonly gives?: "bool" | "int32" | "named";
  /** The names of the attributes, where they are options; others are then refused. */
  readonly options?: readonly string[];
  /** The result's shape. Throws a ShapeError that names the shapes and a remedy. */
  shape(shapes: Shapes<I>, attrs: A): Shape;
  /** One kernel, or other operations. The inputs come in the dtypes in which they are computed. */
  forward(x: Named<I>, attrs: A): Tensor;
  /**
   * Per input, the vector-Jacobian product $\bar x = \bar y\,\partial y/\partial x$ written with operations, or `null`
   * where no gradient flows. A function per input, so that the engine computes only those it needs.
   */
  readonly vjp: { readonly [K in I[number]]: ((ct: Tensor, at: At<I>, attrs: A) => Tensor) | null };
  /** Sample applications for the generic test: points where the operation is smooth. */
  domain(key: Key): readonly NoInfer<Arguments<I, A>>[];
}

/** An operation with the types of its inputs and attributes forgotten, as the tape and the tests hold it. */
export interface AnyOp {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly tex: string;
  readonly takes?: Taking | Readonly<Record<string, Taking>>;
  readonly gives?: "bool" | "int32" | "named";
  shape(shapes: readonly Shape[], attrs: unknown): Shape;
  readonly vjp: Readonly<
    Record<string, ((ct: Tensor, at: Readonly<Record<string, Tensor>>, attrs: unknown) => Tensor) | null>
  >;
  domain(key: Key): readonly (readonly unknown[])[];
}

/** An operation as users call it: operands, then attributes. Its definition hangs on it. */
export type Op<I extends readonly string[], A = undefined> = ((...args: Arguments<I, A>) => Tensor) & {
  readonly def: OpDef<I, A>;
};

/**
 * Makes an operation out of its definition: the only way an operation comes to be.
 *
 * @throws KindError, on calling, when an operand is neither a tensor nor a number, or operands live on different
 *   backends; DTypeError when operands that must agree in dtype do not, or an index is floating; and what `shape` and
 *   `forward` throw.
 * @example
 * ```ts
 * import { mul, normal, op, type Op, run } from "@downhill/tensor";
 * const exp: Op<["x"]> = op({
 *   name: "exp",
 *   inputs: ["x"],
 *   tex: String.raw`e^{x}`,
 *   shape: ([x]) => x,
 *   forward: ({ x }) => run("exp", [x], {}),
 *   vjp: { x: (ct, { y }) => mul(ct, y) },
 *   domain: (key) => [[normal(key, [2, 3])]],
 * });
 * ```
 */
export function op<const I extends readonly string[], A = undefined>(def: OpDef<I, A>): Op<I, A> {
  const erased = def as unknown as AnyOp;
  const takings = takingsOf(erased);
  const keepsFloats = takings.every((taking) => taking !== "truth" && taking !== "index");
  const call = (...args: Arguments<I, A>): Tensor => {
    const inputs = lift(
      def.name,
      def.inputs.map((_, i) => args[i] as Operand),
      takings,
    );
    const attrs = args[def.inputs.length] as A;
    if (def.options !== undefined) checkOptions(def.name, attrs as Attributes | undefined, def.options);
    const shape = shapeBy(def, inputs.map((input) => input.shape) as unknown as Shapes<I>, attrs);
    checkRoom(def.name, shape, inputs[0]!.dtype, inputs[0]!.backend);
    const output = unrecorded(() =>
      tidy(def.name, () => {
        const asTheyAre = keepsFloats && inputs.every(({ dtype }) => isFloat(dtype));
        const taken = asTheyAre ? inputs : inputs.map((x, i) => asComputed(erased, i, takings[i]!, x));
        const named = Object.fromEntries(
          def.inputs.map((name, i) => [name, taken[i]]),
        ) as unknown as Named<I>;
        const y = def.forward(named, attrs);
        return !asTheyAre && givesTruth(erased, takings, inputs) ? run("cast", [y], { dtype: "bool" }) : y;
      }),
    );
    record({ op: erased, inputs, attrs, output });
    return output;
  };
  return Object.assign(Object.defineProperty(call, "name", { value: def.name }), { def });
}

/** How each input is taken, in order. */
const takingsOf = ({ inputs, takes = "float" }: AnyOp): readonly Taking[] =>
  inputs.map((input) => (typeof takes === "string" ? takes : takes[input]!));

function asComputed(def: AnyOp, i: number, taking: Taking, x: Tensor): Tensor {
  const dtype = computedIn(def.name, def.inputs[i]!, taking, x);
  return dtype === x.dtype ? x : run("cast", [x], { dtype });
}

/** Truth values that an operation keeps are computed as 0 and 1, and become truth values again. */
const givesTruth = ({ gives }: AnyOp, takings: readonly Taking[], inputs: readonly Tensor[]): boolean =>
  gives === undefined && inputs.some(({ dtype }, i) => dtype === "bool" && takings[i] === "value");

/** @throws KindError where the shape rule stumbles over attributes that are none; ShapeError where it answers no shape. */
function shapeBy<I extends readonly string[], A>(def: OpDef<I, A>, shapes: Shapes<I>, attrs: A): Shape {
  try {
    const shape = def.shape(shapes, attrs);
    checkShape(def.name, shape);
    return shape;
  } catch (error) {
    if (!(error instanceof Error) || (error.name !== "TypeError" && error.name !== "RangeError")) throw error;
    const given = written(attrs);
    throw new KindError(
      "invalid-option",
      {
        en: `${def.name}: its shape rule stumbles over ${given}, which follows the operands (${error.message}); give what the documentation of ${def.name} names there`,
        zh: `${def.name}：操作数之后的 ${given} 让它的形状规则出错（${error.message}）；请按 ${def.name} 的文档给出这个参数`,
      },
      { cause: error },
    );
  }
}

/**
 * Runs one kernel on the backend of its inputs.
 *
 * @throws DTypeError when the kernel does not compute this dtype: operations bring their inputs to one that it does.
 * @example
 * ```ts
 * import { run, tensor } from "@downhill/tensor";
 * run("neg", [tensor([1, -2])], {}); // [-1, 2]
 * ```
 */
export function run<K extends KernelName>(
  kernel: K,
  inputs: readonly Tensor[],
  attrs: KernelAttrs[K],
): Tensor {
  const { backend } = inputs[0]!;
  checkKernel(kernel, inputs);
  return new Tensor(
    backend,
    backend.run(
      kernel,
      inputs.map((input) => input.handle),
      attrs,
    ),
  );
}

/**
 * Runs an elementwise program in one pass over equally shaped tensors, or says with `undefined` that the backend
 * cannot, or that a tape listens and must hear each operation.
 *
 * @param into for output `k` the input that is given up to it, so that the backend may write it over that input's memory.
 * Whoever uses such an input afterwards gets a DisposedError; one that stands twice among the inputs is left as it is.
 * @example
 * ```ts
 * import { type Elementwise, runFused, tensor } from "@downhill/tensor";
 * const twice: Elementwise = {
 *   name: "twice",
 *   nodes: [{ kind: "input", index: 0 }, { kind: "add", of: [0, 0] }],
 *   outputs: [1],
 * };
 * runFused(twice, [tensor([1, 2])], []); // nothing: the reference computes node by node
 * ```
 */
export function runFused(
  program: Elementwise,
  inputs: readonly Tensor[],
  scalars: readonly number[],
  into: readonly (number | undefined)[] = [],
): readonly Tensor[] | undefined {
  const { backend, dtype, shape } = inputs[0]!;
  const alike = inputs.every((x) => x.backend === backend && x.dtype === dtype && sameShape(x.shape, shape));
  if (backend.fused === undefined || !alike || !isFloat(dtype) || listeners()) return undefined;
  const handles = inputs.map((input) => input.handle);
  const once = (i: number): boolean => inputs.indexOf(inputs[i]!) === inputs.lastIndexOf(inputs[i]!);
  const taken = into.map((i) => (i !== undefined && once(i) ? i : undefined));
  const outputs = backend.fused(program, handles, scalars, taken);
  if (outputs === undefined) return undefined;
  for (const i of taken) if (i !== undefined) inputs[i]!.giveUp(program.name);
  return outputs.map((handle) => new Tensor(backend, handle));
}
