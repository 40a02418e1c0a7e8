import { valueAndGrad } from "@downhill/autograd";
import { apply, chain, clipByGlobalNorm, gradientDescent } from "@downhill/optimizers";
import { add, mul, sigmoid, square, sub, type Tensor, tensor } from "@downhill/tensor";
import { cliffChart, style } from "./picture.ts";

/** The one-unit network of provided/cliff.ts, by the course's packages. */
interface Params {
  readonly [name: string]: Tensor;
  readonly w: Tensor;
  readonly b: Tensor;
}
const lossOf = ({ w, b }: Params): Tensor => {
  let h: Tensor = tensor(0.5, { dtype: "float64" });
  for (let t = 0; t < 50; t++) h = sigmoid(add(mul(w, h), b));
  return square(sub(h, 0.7));
};
const at = (w: number, b: number): Params => ({
  w: tensor(w, { dtype: "float64" }),
  b: tensor(b, { dtype: "float64" }),
});

/** The loss in a place, and its slopes. */
export async function slopeOf(w: number, b: number) {
  const [loss, gradient] = valueAndGrad(lossOf)(at(w, b));
  return { loss: await loss.item(), gradient: [await gradient.w.item(), await gradient.b.item()] };
}

/** 200 steps of descent with η = 1 from (6, −1.5), clipped at a limit or not at all: the places, each with its loss and slope. */
export async function walk(limit: number) {
  const descent = gradientDescent({ learningRate: 1 });
  const rule = Number.isFinite(limit) ? chain(clipByGlobalNorm(limit), descent) : descent;
  let params = at(6, -1.5);
  const path: { w: number; b: number; loss: number; slope: number }[] = [];
  for (let t = 0; t <= 200; t++) {
    const [loss, gradient] = valueAndGrad(lossOf)(params);
    const [w, b] = [await params.w.item(), await params.b.item()];
    const slope = Math.hypot(await gradient.w.item(), await gradient.b.item());
    path.push({ w, b, loss: await loss.item(), slope });
    const [update] = rule.update(gradient, rule.init(params), params, t);
    params = apply(params, update);
  }
  return path;
}

/** Both walks over the loss, as figure 6 of Pascanu, Mikolov and Bengio (2013) shows it in three dimensions. */
export const opening = async (): Promise<string> =>
  `<svg xmlns="http://www.w3.org/2000/svg" class="lab-13" viewBox="0 0 640 330">
<style>${style}</style>
<rect class="paper" width="640" height="330"/>
${cliffChart({ free: await walk(Infinity), clipped: await walk(0.5) })}
</svg>
`;
