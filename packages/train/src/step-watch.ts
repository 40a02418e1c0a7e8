import type { Params } from "@downhill/optimizers";
import {
  add,
  all,
  type Call,
  cast,
  equal,
  logicalNot,
  moveTo,
  paths,
  type Recorder,
  recording,
  type Tensor,
  tidy,
  unrecorded,
} from "@downhill/tensor";
import { isFinite } from "./finite.ts";
import type { Origin, Odd } from "./origin.ts";

/** 0 if all numbers are finite, 1 if there is an infinity, 2 if there is a NaN. */
type Code = 0 | 1 | 2;
const oddOf = (code: Code): Odd => (code === 2 ? "NaN" : "infinity");

interface Made {
  readonly call: Call;
  /** The parameter that it uses, or the last one used on the way to it. */
  readonly near: Near | undefined;
}
interface Near {
  readonly path: string;
  readonly order: number;
}
interface Back extends Made {
  readonly input: string;
  readonly code: Tensor;
}

/**
 * Listens to a step, and records for each value, in one number on the device, whether it contains NaN or an infinity. Afterwards
 * it traces non-finite values back to the operation where they started. Only these numbers are kept alive.
 */
export class StepWatch implements Recorder, Disposable {
  readonly #codes = new Map<Tensor, Tensor>();
  readonly #made = new Map<Tensor, Made>();
  readonly #near = new Map<Tensor, Near>();
  readonly #back: Back[] = [];
  readonly #losses: Tensor[] = [];
  readonly #params = new Set<Tensor>();
  #forward = false;

  /** The forward pass being recorded; differentiation inside it belongs to it. */
  loss<V>(params: Params, valueOf: () => V): V {
    for (const [path, leaf] of paths<Tensor>(params)) {
      this.#near.set(leaf, { path: path === "" ? "params" : path, order: 0 });
      this.#note(leaf);
      this.#params.add(leaf);
    }
    this.#forward = true;
    try {
      const value = recording(this, valueOf);
      this.#losses.push((Array.isArray(value) ? value[0] : value) as Tensor);
      return value;
    } finally {
      this.#forward = false;
    }
  }

  record(call: Call): void {
    if (!this.#forward) return;
    for (const tensor of [...call.inputs, call.output]) this.#note(tensor);
    const order = this.#made.size + 1;
    const own = call.inputs.map((input) => this.#near.get(input)).filter((near) => near !== undefined);
    const taken = own.find((near) => near.order === 0);
    const near = taken ?? own.toSorted((a, b) => b.order - a.order)[0];
    this.#made.set(call.output, { call, near });
    if (near !== undefined) this.#near.set(call.output, taken ? { path: taken.path, order } : near);
  }

  recordCotangent(call: Call, input: string, cotangent: Tensor): void {
    if (this.#forward) return;
    this.#back.push({ call, near: this.#made.get(call.output)?.near, input, code: codeOf(cotangent) });
  }

  /** The origin of the first non-finite value, if the loss or the parameters after the step have one. */
  async origin(after: Params): Promise<Origin | undefined> {
    for (const loss of this.#losses) {
      const code = await this.#code(loss);
      if (code !== 0) return this.#behind(loss, code);
    }
    for (const [path, leaf] of paths<Tensor>(after)) {
      const code = codeOf(leaf);
      const read = (await code.item()) as Code;
      code.dispose();
      if (read !== 0) return (await this.#firstBack()) ?? { pass: "update", near: path, odd: oddOf(read) };
    }
    return undefined;
  }

  [Symbol.dispose](): void {
    for (const code of [...this.#codes.values(), ...this.#back.map((back) => back.code)]) code.dispose();
  }

  /** From a value back to the call that had only finite inputs; NaN is traced before infinities. */
  async #behind(loss: Tensor, found: Code): Promise<Origin> {
    let [at, code] = [loss, found];
    let became: string | undefined;
    for (;;) {
      const made = this.#made.get(at);
      if (made === undefined) return { pass: "forward", odd: oddOf(code) };
      const { call, near } = made;
      const worst = await this.#worst(call.inputs);
      if (code === 2 && worst?.code === 1) became = call.op.name;
      const where = { pass: "forward", op: call.op.name, ...placed(near), odd: oddOf(code) } as const;
      // Parameters moved by a gradient within the step, as in sharpness-aware steps: that gradient is where it started.
      const back =
        worst !== undefined && this.#params.has(worst.tensor) ? await this.#firstBack() : undefined;
      if (back !== undefined) return back;
      const given = worst !== undefined && !this.#made.has(worst.tensor);
      if (worst === undefined || given) {
        const odd = worst === undefined ? code : worst.code;
        return {
          ...where,
          odd: oddOf(odd),
          ...(became !== undefined && { became }),
          ...(given && { given }),
        };
      }
      [at, code] = [worst.tensor, worst.code];
    }
  }

  async #worst(
    inputs: readonly Tensor[],
  ): Promise<{ readonly tensor: Tensor; readonly code: Code } | undefined> {
    let worst: { readonly tensor: Tensor; readonly code: Code } | undefined;
    for (const tensor of inputs) {
      const code = await this.#code(tensor);
      if (code > (worst?.code ?? 0)) worst = { tensor, code };
    }
    return worst;
  }

  async #firstBack(): Promise<Origin | undefined> {
    for (const { call, near, input, code } of this.#back) {
      const read = (await code.item()) as Code;
      if (read !== 0) return { pass: "backward", op: call.op.name, input, ...placed(near), odd: oddOf(read) };
    }
    return undefined;
  }

  async #code(tensor: Tensor): Promise<Code> {
    return ((await this.#codes.get(tensor)?.item()) ?? 0) as Code;
  }

  #note(tensor: Tensor): void {
    // Whole numbers are always finite.
    if (tensor.dtype.startsWith("float") && !this.#codes.has(tensor)) this.#codes.set(tensor, codeOf(tensor));
  }
}

const placed = (near: Near | undefined): Pick<Origin, "near"> =>
  near === undefined ? {} : { near: near.path };

function codeOf(x: Tensor): Tensor {
  const code = unrecorded(() =>
    tidy("watch", () => {
      const number = (truth: Tensor): Tensor => cast(logicalNot(all(truth)), x.backend.float);
      return add(number(isFinite(x)), number(equal(x, x)));
    }),
  );
  moveTo(code, null);
  return code;
}
