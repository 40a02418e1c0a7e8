import type { Elementwise, KernelAttrs, KernelName } from "./backend.ts";
import { Deferred, tracing } from "./deferred.ts";
import { defaultBackend } from "./device.ts";
import { type DType, DTypeError, isFloat } from "./dtype.ts";
import type { Key } from "./random.ts";
import { KindError } from "./kindError.ts";
import { checkOptions } from "./options.ts";
import { listeners, record, unrecorded } from "./recorder.ts";
import { tidy } from "./scope.ts";
import { checkShape, sameShape, type Shape, showShape } from "./shape.ts";
import { tensor } from "./create.ts";
import { Tensor } from "./tensor.ts";
import { written } from "./written.ts";

/** What an operation takes where it wants a tensor: a number becomes a scalar of the others' backend and dtype. */
export type Operand = Tensor | number;

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
  /** The names of the attributes, where they are options; others are then refused. */
  readonly options?: readonly string[];
  /** The result's shape. Throws a ShapeError that names the shapes and a remedy. */
  shape(shapes: Shapes<I>, attrs: A): Shape;
  /** One kernel, or other operations. */
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
 *   backends; and what `shape` and `forward` throw.
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
  const call = (...args: Arguments<I, A>): Tensor => {
    const inputs = lift(
      def.name,
      def.inputs.map((_, i) => args[i] as Operand),
    );
    const attrs = args[def.inputs.length] as A;
    if (def.options !== undefined) checkOptions(def.name, attrs as Attributes | undefined, def.options);
    shapeBy(def, inputs.map((input) => input.shape) as unknown as Shapes<I>, attrs);
    const named = Object.fromEntries(def.inputs.map((name, i) => [name, inputs[i]])) as unknown as Named<I>;
    const output = unrecorded(() => tidy(def.name, () => def.forward(named, attrs)));
    record({ op: erased, inputs, attrs, output });
    return output;
  };
  return Object.assign(Object.defineProperty(call, "name", { value: def.name }), { def });
}

/** @throws KindError where the shape rule stumbles over attributes that are none; ShapeError where it answers no shape. */
function shapeBy<I extends readonly string[], A>(def: OpDef<I, A>, shapes: Shapes<I>, attrs: A): void {
  try {
    checkShape(def.name, def.shape(shapes, attrs));
  } catch (error) {
    if (!(error instanceof Error) || (error.name !== "TypeError" && error.name !== "RangeError")) throw error;
    const given = written(attrs);
    throw new KindError(
      `${def.name}: its shape rule stumbles over ${given}, which follows the operands (${error.message}); give what the documentation of ${def.name} names there`,
      `${def.name}：操作数之后的 ${given} 让它的形状规则出错（${error.message}）；请按 ${def.name} 的文档给出这个参数`,
      { cause: error },
    );
  }
}

/**
 * Runs one kernel on the backend of its inputs.
 *
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

function lift(name: string, operands: readonly Operand[]): Tensor[] {
  const given = operands.filter((operand) => operand instanceof Tensor);
  // A condition says nothing about the numbers it chooses between.
  const like = given.find(({ dtype }) => dtype !== "bool") ?? given[0];
  const backend = like?.backend ?? defaultBackend();
  return operands.map((operand, i) => {
    if (typeof operand === "number" || (operand as unknown) instanceof Deferred) {
      return tensor(operand as number, {
        backend,
        dtype: like === undefined ? backend.float : likeNumber(operand as number, like.dtype),
      });
    }
    if (!(operand instanceof Tensor)) {
      throw new KindError(
        `${name}: operand ${i + 1} is ${typeof operand}, not a tensor or a number; make one with tensor(…)`,
        `${name}：第 ${i + 1} 个操作数是 ${typeof operand}，既不是张量也不是数；请用 tensor(…) 生成张量`,
      );
    }
    if (operand.backend !== backend) {
      refuseOutside(name, given);
      throw new KindError(
        `${name}: operands live on ${backend.name} and ${operand.backend.name}; move one over with tensor(await x.data(), …)`,
        `${name}：操作数分别在 ${backend.name} 和 ${operand.backend.name} 上；请用 tensor(await x.data(), …) 把其中一个移过来`,
      );
    }
    return operand;
  });
}

function refuseOutside(name: string, given: readonly Tensor[]): void {
  const trace = tracing();
  const outside = given.find((each) => each.backend !== trace?.backend);
  trace?.refuse(
    `${name} takes a tensor ${showShape(outside!.shape)} from outside, whose values would be the same in every replay; give it to trace among the inputs`,
    `${name} 用到了来自外面的张量 ${showShape(outside!.shape)}，每次重放都会是同样的值；请把它列入交给 trace 的输入`,
  );
}

const likeNumber = (value: number, dtype: DType): DType =>
  isFloat(dtype) || Number.isInteger(value) ? (dtype === "bool" ? "int32" : dtype) : defaultBackend().float;

/** @throws DTypeError unless all have the same dtype. */
export function sameDType(name: string, ...tensors: readonly Tensor[]): void {
  const [first, ...rest] = tensors;
  const odd = rest.find((other) => other.dtype !== first!.dtype);
  if (odd !== undefined) {
    const wider = (["float64", "float32", "int32"] as const).find(
      (dtype) => dtype === first!.dtype || dtype === odd.dtype,
    )!;
    throw new DTypeError(
      `${name}: operands are ${first!.dtype} and ${odd.dtype}; bring one to the other with cast(x, "${wider}")`,
      `${name}：操作数的 dtype 分别是 ${first!.dtype} 和 ${odd.dtype}；请用 cast(x, "${wider}") 统一`,
    );
  }
}
