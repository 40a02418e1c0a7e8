import type { Bilingual } from "../bilingual.ts";
import type { Backend, Handle, KernelAttrs, KernelName } from "../backend.ts";
import { Deferred, type HostFunction, type Tracing } from "../deferred.ts";
import { type DType, isFloat, type TypedArray } from "../dtype.ts";
import { attrsOf, resultOf } from "../kernels.ts";
import { sameShape, type Shape, showShape, sizeOf } from "../shape.ts";
import { leaves, type Tree } from "../tree.ts";
import type { GraphConstant, GraphInput, GraphNode } from "./graph.ts";
import { computed, type HostNumbers, type HostValue, hostValueOf } from "./host-value.ts";
import { ownFunctions } from "./own-functions.ts";
import { place } from "./place.ts";
import { refusalsWith } from "./refusals.ts";
import { TraceError } from "./trace-error.ts";

/** A value with only its shape, its dtype and the tracer's record known. */
class Traced implements Handle {
  readonly by: Tracer;
  readonly id: number;
  readonly shape: Shape;
  readonly dtype: DType;

  constructor(by: Tracer, id: number, shape: Shape, dtype: DType) {
    this.by = by;
    this.id = id;
    this.shape = shape;
    this.dtype = dtype;
  }
}

/** A backend that computes nothing: it records which kernel was run on what, and determines the shape and dtype of the result. */
export class Tracer implements Backend, Tracing {
  readonly name = "trace";
  readonly float: Backend["float"];
  readonly dtypes: readonly DType[];
  readonly backend: Backend = this;
  readonly refusals = refusalsWith((why) => this.refuse(why));
  readonly inputs: GraphInput[] = [];
  readonly constants: GraphConstant[] = [];
  readonly nodes: GraphNode[] = [];
  /** The functions of computed inputs that are not our own, by name. */
  readonly functions = new Map<string, HostFunction>();
  /** The first refusal: it counts even if the function continued. */
  refusal: TraceError | undefined;
  readonly #numbers: HostNumbers;
  readonly #outside: number;
  #values = 0;
  #live = 0;

  /**
   * @param like has the dtypes that the graph should compute in.
   * @param outside the depth of the stack outside the traced function.
   */
  constructor(like: Backend, numbers: HostNumbers, outside: number) {
    this.float = like.float;
    this.dtypes = like.dtypes;
    this.#numbers = numbers;
    this.#outside = outside;
  }

  given(role: string, path: string, { shape, dtype }: Handle): Handle {
    const handle = this.#value(shape, dtype);
    this.inputs.push({ id: handle.id, role, path, shape, dtype });
    return handle;
  }

  input(from: Deferred, backend: Backend, shape: Shape, dtype: DType): Handle {
    if (backend !== this) return this.#refuseOutside(backend.name);
    if (!isFloat(dtype)) {
      this.refuse({
        en: `${from.name} is combined with a tensor of ${dtype}, but a number that depends on the step is floating; cast the tensor first`,
        zh: `${from.name} 遇到了 ${dtype} 的张量，而随步数变化的数是浮点数；请先用 cast 转换这个张量`,
      });
    }
    const value = this.#hostValue(from);
    const known = this.inputs.find(
      (input) => input.dtype === dtype && sameShape(input.shape, shape) && equalValues(input.computed, value),
    );
    if (known !== undefined) {
      this.#live++;
      return new Traced(this, known.id, shape, dtype);
    }
    const functions = { ...ownFunctions, ...Object.fromEntries(this.functions) };
    const now = computed(value, this.#numbers, functions) as number | ArrayLike<number>;
    const isOne = typeof now === "number";
    if ((isOne ? 1 : now.length) !== sizeOf(shape)) {
      this.refuse({
        en: `${from.name} does not fill shape ${showShape(shape)}; give one shape that fits`,
        zh: `${from.name} 填不满形状 ${showShape(shape)}；请给出相符的形状`,
      });
    }
    const handle = this.#value(shape, dtype);
    const role = isOne ? "schedule" : "draw";
    const path = unused(from.name, (name) => this.inputs.some((input) => input.path === name));
    this.inputs.push({ id: handle.id, role, path, shape: [...shape], dtype, computed: value });
    return handle;
  }

  upload(data: TypedArray, shape: Shape, dtype: DType): Handle {
    const known = this.constants.find(
      (each) =>
        each.dtype === dtype &&
        sameShape(each.shape, shape) &&
        data.every((value, i) => Object.is(value, each.data[i])),
    );
    if (known !== undefined) {
      this.#live++;
      return new Traced(this, known.id, shape, dtype);
    }
    const handle = this.#value(shape, dtype);
    this.constants.push({ id: handle.id, shape: [...shape], dtype, data: data.slice() });
    return handle;
  }

  run<K extends KernelName>(kernel: K, inputs: readonly Handle[], attrs: KernelAttrs[K]): Handle {
    const ids = inputs.map((input) => this.idOf(input) ?? this.#refuseOutside(showShape(input.shape)));
    const odd = leaves(attrs as Tree<unknown>).find((attr) => attr instanceof Deferred);
    if (odd !== undefined) {
      this.refuse({
        en: `${odd.name} is an attribute of ${kernel}, which is the same in every replay; compute with it as an operand`,
        zh: `${odd.name} 被用作 ${kernel} 的属性，而属性在每次重放中都不变；请把它作为操作数参与计算`,
      });
    }
    const { shape, dtype } = resultOf(kernel, inputs, attrs);
    const handle = this.#value(shape, dtype);
    const node: GraphNode<K> = {
      id: handle.id,
      kernel,
      attrs: attrsOf(kernel, attrs),
      inputs: ids,
      shape,
      dtype,
    };
    this.nodes.push(node as GraphNode);
    return handle;
  }

  /** Refuses; code that waits for the values waits forever, since the trace ends with the refusal. */
  read({ shape }: Handle): Promise<TypedArray> {
    this.#note({
      en: `a tensor ${showShape(shape)} is read, but has no value while its function is traced; return the tensor, and read it after replay`,
      zh: `读取了张量 ${showShape(shape)}，但函数被追踪时它还没有值；请返回这个张量，重放之后再读取`,
    });
    return new Promise(() => {});
  }

  free(): void {
    this.#live--;
  }

  live(): number {
    return this.#live;
  }

  refuse(why: Bilingual): never {
    throw this.#note(why);
  }

  /** The number of a value that this tracer made. */
  idOf(handle: Handle): number | undefined {
    return handle instanceof Traced && handle.by === this ? handle.id : undefined;
  }

  #note({ en, zh }: Bilingual): TraceError {
    const at = place(this.#outside);
    const error = new TraceError("not-traceable", {
      en: `trace: ${at.en}, ${en}`,
      zh: `trace：${at.zh}，${zh}`,
    });
    this.refusal ??= error;
    return error;
  }

  #refuseOutside(what: string): never {
    return this.refuse({
      en: `a tensor ${what} from outside is used, so its values would be the same in every replay; pass it to trace as an input`,
      zh: `用到了来自外面的张量 ${what}，每次重放都会是同样的值；请把它列入交给 trace 的输入`,
    });
  }

  #value(shape: Shape, dtype: DType): Traced {
    this.#live++;
    return new Traced(this, this.#values++, shape, dtype);
  }

  /** A placeholder as data. A function is known by its name; of two with the same name, the second by "name (2)". */
  #hostValue(from: Deferred): HostValue {
    const nameOf = (fn: HostFunction, name: string): string => {
      if (ownFunctions[name] === fn) return name;
      const own = Object.keys(ownFunctions).find((each) => ownFunctions[each] === fn);
      const known = own ?? [...this.functions].find(([, before]) => before === fn)?.[0];
      const now = known ?? unused(name, (taken) => taken in ownFunctions || this.functions.has(taken));
      if (own === undefined) this.functions.set(now, fn);
      return now;
    };
    return hostValueOf(from, nameOf, (what) =>
      this.refuse({
        en: `${from.name} is computed from a ${what}; give defer numbers, keys and lists of them, and let its function capture everything else`,
        zh: `${from.name} 由 ${what} 算出；交给 defer 的只能是数、key 和它们的列表，其余的让函数从外面取用`,
      }),
    );
  }
}

/** The name, or if it is taken the first of "name (2)", "name (3)", … that is not. */
function unused(name: string, taken: (name: string) => boolean): string {
  let free = name;
  for (let n = 2; taken(free); n++) free = `${name} (${n})`;
  return free;
}

/** Whether two host values are the same function of the same numbers. */
function equalValues(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const [those, others] = [Object.entries(a), new Map(Object.entries(b))];
  return those.length === others.size && those.every(([key, each]) => equalValues(each, others.get(key)));
}
