import { add, type Tensor, zeros } from "@downhill/tensor";

/** What a linear map learns: weights, and a bias $b$ that is added to each result, unless it has none. */
export type WithBias<Bias extends boolean> = Bias extends true
  ? { readonly w: Tensor; readonly b: Tensor }
  : { readonly w: Tensor };

/** The parameters of a map with these weights. Biases begin at 0. */
export const withBias = <Bias extends boolean>(w: Tensor, outputs: number, bias: boolean): WithBias<Bias> =>
  (bias ? { w, b: zeros([outputs]) } : { w }) as WithBias<Bias>;

/** The product with the weights, plus the bias if there is one. */
export const plusBias = (
  y: Tensor,
  params: { readonly w: Tensor; readonly b?: Tensor },
  bias: boolean,
): Tensor => (bias ? add(y, params.b!) : y);
