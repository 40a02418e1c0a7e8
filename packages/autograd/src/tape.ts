import {
  add,
  type AnyOp,
  type Bilingual,
  type At,
  type Call,
  currentScope,
  moveTo,
  recordCotangent,
  type Recorder,
  type Scope,
  type Tensor,
} from "@downhill/tensor";
import { isFloating } from "./floating-tensor.ts";

/**
 * Thrown when a requested gradient does not exist; the message gives the reason and the remedy.
 *
 * @example
 * ```ts
 * import { grad, GradientError } from "@downhill/autograd";
 * import { exp, type Tensor, tensor } from "@downhill/tensor";
 * try {
 *   grad((x: Tensor) => exp(x))(tensor([1, 2])); // two numbers, but a gradient needs one
 * } catch (error) {
 *   if (error instanceof GradientError) console.log(error.message);
 * }
 * ```
 */
export class GradientError extends Error {
  override readonly name = "GradientError";
  /** A stable code for the kind of fault, the same in every version; the error page of the reference lists it. */
  readonly code: string;
  /** The same sentence in Simplified Chinese. */
  readonly zh: string;

  constructor(code: string, { en, zh }: Bilingual) {
    super(en);
    this.code = code;
    this.zh = zh;
  }
}

/**
 * The record of what was computed from the watched tensors, in order. It keeps alive what the reverse pass needs:
 * tensors that an inner scope would free move to the scope in which the tape began. Whole numbers and truth values are
 * constant or jump, so the record ends where they begin.
 */
export class Tape implements Recorder {
  readonly #calls: Call[] = [];
  readonly #watched: Set<Tensor>;
  readonly #home: Scope | null = currentScope();

  constructor(inputs: readonly Tensor[]) {
    this.#watched = new Set(inputs.filter(isFloating));
  }

  record(call: Call): void {
    if (!isFloating(call.output) || !call.inputs.some((input) => this.#watched.has(input))) return;
    this.#calls.push(call);
    this.#watched.add(call.output);
    for (const tensor of [...call.inputs, call.output]) {
      if ((tensor.owner?.depth ?? 0) > (this.#home?.depth ?? 0)) moveTo(tensor, this.#home);
    }
  }

  /**
   * The reverse pass: from the cotangent $\bar y$ of the output to the cotangents of all watched tensors. The calls are taken
   * from last to first, so a tensor's cotangent is complete before it is passed on.
   */
  reverse(y: Tensor, ct: Tensor): Map<Tensor, Tensor> {
    const cotangents = new Map([[y, ct]]);
    for (const call of this.#calls.toReversed()) {
      const ȳ = cotangents.get(call.output);
      if (ȳ === undefined) continue;
      const at = namedTensors(call);
      call.op.inputs.forEach((name, i) => {
        const x = call.inputs[i]!;
        const vjp = this.#watched.has(x) ? rule(call.op, name) : null;
        if (vjp === null) return;
        const x̄ = vjp(ȳ, at, call.attrs);
        const before = cotangents.get(x);
        cotangents.set(x, before === undefined ? x̄ : add(before, x̄));
        recordCotangent(call, name, x̄);
      });
    }
    return cotangents;
  }
}

const namedTensors = ({ op, inputs, output }: Call): At<readonly string[]> => ({
  ...Object.fromEntries(op.inputs.map((name, i) => [name, inputs[i]!])),
  y: output,
});

function rule(op: AnyOp, input: string): AnyOp["vjp"][string] {
  const vjp = op.vjp[input];
  if (vjp === undefined) {
    throw new GradientError("no-gradient-rule", {
      en: `${op.name}: no gradient rule for its input "${input}"; add one to its vjp table, or null where no gradient flows`,
      zh: `${op.name}：输入 "${input}" 没有梯度规则；请在它的 vjp 表里补上一条，没有梯度流过的地方写 null`,
    });
  }
  return vjp;
}
