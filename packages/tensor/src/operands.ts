import { tensor } from "./create.ts";
import { defaultBackend } from "./device.ts";
import { type DType, DTypeError } from "./dtype.ts";
import { KindError } from "./kind-error.ts";
import { mustAgree, numberBeside, type Taking } from "./taking.ts";
import { Tensor } from "./tensor.ts";
import { fromOutside, isNumber, refuseWhileTracing } from "./tracing.ts";

/** An operand of an operation: a number becomes a scalar with the backend and dtype of the others. */
export type Operand = Tensor | number;

/**
 * The operands of a call as tensors of one backend.
 *
 * @throws KindError when one is neither a tensor nor a number, or is on another backend; DTypeError when operands that
 * must agree in dtype do not.
 */
export function lift(
  name: string,
  operands: readonly Operand[],
  takings: readonly Taking[],
): readonly Tensor[] {
  if (areAlike(operands)) return operands;
  const given = operands.filter((operand) => operand instanceof Tensor);
  // A condition does not determine the dtype of the numbers it chooses between.
  const like =
    operands.find((operand, i): operand is Tensor => operand instanceof Tensor && mustAgree(takings[i]!)) ??
    given[0];
  const backend = like?.backend ?? defaultBackend();
  const tensors = operands.map((operand, i) => {
    if (isNumber(operand)) {
      const dtype = like === undefined ? backend.float : numberBeside(operand, takings[i]!, like);
      return tensor(operand, { backend, dtype });
    }
    if (!(operand instanceof Tensor)) {
      throw new KindError("not-a-tensor", {
        en: `${name}: operand ${i + 1} is ${typeof operand}, not a tensor or a number; make one with tensor(…)`,
        zh: `${name}：第 ${i + 1} 个操作数是 ${typeof operand}，既不是张量也不是数；请用 tensor(…) 生成张量`,
      });
    }
    if (operand.backend !== backend) {
      const { shape } = fromOutside(given) ?? operand;
      refuseWhileTracing((refusals) => refusals.outside(name, shape));
      throw new KindError("device-mismatch", {
        en: `${name}: operands are on ${backend.name} and ${operand.backend.name}; move one with tensor(await x.data(), …)`,
        zh: `${name}：操作数分别在 ${backend.name} 和 ${operand.backend.name} 上；请用 tensor(await x.data(), …) 把其中一个移过来`,
      });
    }
    return operand;
  });
  checkAgreement(name, operands, tensors, takings);
  return tensors;
}

/** Tensors of the same backend and dtype, the usual case, agree in any case. */
function areAlike(operands: readonly Operand[]): operands is readonly Tensor[] {
  const first = operands[0];
  if (!(first instanceof Tensor)) return false;
  for (const operand of operands) {
    if (!(operand instanceof Tensor) || operand.backend !== first.backend || operand.dtype !== first.dtype)
      return false;
  }
  return true;
}

const narrowToWide: readonly DType[] = ["bool", "int32", "float32", "float64"];

/** @throws DTypeError unless those that must agree have one dtype; next to an integer, a number may be floating, or a count. */
function checkAgreement(
  name: string,
  operands: readonly Operand[],
  tensors: readonly Tensor[],
  takings: readonly Taking[],
): void {
  let first: Tensor | undefined;
  for (const [i, x] of tensors.entries()) {
    const taking = takings[i]!;
    if (!mustAgree(taking)) continue;
    const becomes =
      isNumber(operands[i]) && (taking === "float" || (taking === "number" && x.dtype === "int32"));
    if (becomes) continue;
    first ??= x;
    if (x.dtype === first.dtype) continue;
    const wider = narrowToWide[Math.max(narrowToWide.indexOf(first.dtype), narrowToWide.indexOf(x.dtype))]!;
    throw new DTypeError("dtype-mismatch", {
      en: `${name}: operands are ${first.dtype} and ${x.dtype}; bring one to the other with cast(x, "${wider}")`,
      zh: `${name}：操作数的 dtype 分别是 ${first.dtype} 和 ${x.dtype}；请用 cast(x, "${wider}") 统一`,
    });
  }
}
