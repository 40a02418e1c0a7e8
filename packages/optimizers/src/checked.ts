import {
  type Bilingual,
  DTypeError,
  KindError,
  paths,
  perStep,
  sameShape,
  ShapeError,
  showShape,
  Tensor,
  treeMap,
} from "@downhill/tensor";
import { inRange } from "./hyper.ts";
import type { Params, Step, Transform } from "./optimizer.ts";

/** What a tree holds for each parameter, for use in messages. */
export const gradient: Bilingual = { en: "gradient", zh: "梯度" };
const parameter: Bilingual = { en: "parameter", zh: "参数" };

/**
 * A transform that checks its input before it starts: parameters that are not tensors, gradients that do not match them,
 * an invalid step and a missing state are errors. It passes the gradients on in the parameters' order.
 */
export function checked<State>(inner: Transform<State>): Transform<State> {
  const { name } = inner;
  const way =
    (way: "update" | "step") =>
    <P extends Params>(
      grads: P,
      state: State,
      params: P,
      step: Step,
      last?: boolean,
    ): readonly [P, State] => {
      perStep(`${name}.step`, (step) => inRange(name, "step", step), step);
      if ((state ?? undefined) === undefined) {
        throw new KindError("no-state", {
          en: `${name}: there is no state; begin with init(params)`,
          zh: `${name}：缺少状态，请先调用 init(params)`,
        });
      }
      return inner[way]!(matching(name, params, grads, gradient), state, params, step, last);
    };
  return {
    name,
    init: (params) => inner.init(matching(name, params, params, parameter)),
    update: way("update"),
    ...(inner.step !== undefined && { step: way("step") }),
  };
}

/**
 * The tree in the parameters' order, with every tensor checked against its parameter.
 *
 * @throws TreeError when the forms differ; KindError when a leaf is not a tensor; ShapeError or DTypeError when it differs from
 * its parameter.
 */
export function matching<P extends Params>(owner: string, params: Params, tree: P, what: Bilingual): P {
  let leaf = 0;
  const match = (p: Tensor, x: Tensor): Tensor => {
    const at = leaf++;
    const both = p instanceof Tensor && x instanceof Tensor;
    if (both && p.dtype === x.dtype && sameShape(p.shape, x.shape)) return x;
    const path = paths(params)[at]![0];
    const [where, whereZh] = path === "" ? ["", ""] : [` at ${path}`, `${path} 处的`];
    const [odd, { en, zh }] = p instanceof Tensor ? [x, what] : [p, parameter];
    const [like, likeZh] = odd === p ? ["a tensor", "张量"] : [show(p), ` ${show(p)}`];
    const told = {
      en: `${owner}: the ${en}${where} is ${show(odd)}; it must be ${like}`,
      zh: `${owner}：${whereZh}${zh}是 ${show(odd)}，它必须是${likeZh}`,
    };
    if (!both) throw new KindError("not-a-tensor", told);
    if (p.dtype !== x.dtype) throw new DTypeError("dtype-mismatch", told);
    throw new ShapeError("shape-mismatch", told);
  };
  return treeMap(match, params as P, tree);
}

const show = (x: Tensor): string => (x instanceof Tensor ? `${x.dtype} ${showShape(x.shape)}` : typeof x);

/** @throws KindError unless all are transforms; a common mistake is an optimizer that was not called, `adam` for `adam()`. */
export function refuseOthers(owner: string, given: readonly Transform<unknown>[]): void {
  const odd = given.findIndex(
    (each) => typeof (each as Partial<typeof each> | undefined)?.update !== "function",
  );
  if (odd < 0) return;
  throw new KindError("not-an-optimizer", {
    en: `${owner}: transform ${odd + 1} is ${typeof given[odd]}; call an optimizer to make one, such as adam()`,
    zh: `${owner}：第 ${odd + 1} 个变换是 ${typeof given[odd]}，请调用优化器来创建，例如 adam()`,
  });
}
