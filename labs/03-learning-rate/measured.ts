import { hessianVectorProduct } from "@downhill/autograd";
import { dense, sequential, tanh } from "@downhill/nn";
import { add, mul, reference, square, sub, sum, type Tensor, tensor, useBackend } from "@downhill/tensor";
import type { Vector } from "./key/solution.ts";
import { type Net, units } from "./net.ts";

/* The network of net.ts in the packages' layers, and its sharpness by their automatic differentiation: no difference quotients. */

export const model = sequential(dense(1, units), tanh, dense(units, 1));
type Parameters = ReturnType<typeof model.init>;
const float64 = (list: Vector, ...shape: readonly number[]): Tensor =>
  tensor(list, { shape, dtype: "float64" });

/** A list of 61 numbers as the parameters of the packages' layers. */
export const paramsOf = (x: Vector): Parameters => [
  { w: float64(x.slice(0, units), 1, units), b: float64(x.slice(units, 2 * units), units) },
  [],
  { w: float64(x.slice(2 * units, 3 * units), units, 1), b: float64(x.slice(3 * units), 1) },
];

/** The numbers of such parameters as a list again. */
export const listOf = async ([first, , last]: Parameters): Promise<Vector> =>
  (
    await Promise.all([first.w, first.b, last.w, last.b].map(async (each) => [...(await each.data())]))
  ).flat();

/** The loss, in tensors. */
export function lossOf({ groups, within }: Net): (params: Parameters) => Tensor {
  const column = (name: "years" | "share" | "wage"): Tensor =>
    float64(
      groups.map((group) => group[name]),
      groups.length,
      1,
    );
  const [years, share, wage] = [column("years"), column("share"), column("wage")];
  return (params) => {
    const errors = sub(model.apply(params, years), wage);
    return add(mul(0.5, sum(mul(share, square(errors)))), within);
  };
}

/** The estimates of the largest curvature after each step of power iteration, from this direction. */
export async function sharpnesses(net: Net, x: Vector, direction: Vector, steps: number): Promise<Vector> {
  using _ = useBackend(reference);
  const [loss, params, estimates] = [lossOf(net), paramsOf(x), [] as Vector];
  let w = direction;
  while (estimates.length < steps) {
    const length = Math.sqrt(w.reduce((sum, each) => sum + each ** 2, 0));
    const v = w.map((each) => each / length);
    w = await listOf(hessianVectorProduct(loss, params, paramsOf(v)));
    estimates.push(v.reduce((sum, each, i) => sum + each * w[i]!, 0));
  }
  return estimates;
}
