import * as o from "@downhill/optimizers";
import { tensor, type Tensor } from "@downhill/tensor";
import type { Point } from "./plot.ts";

/**
 * The bowl J = ½((θ₁ − 5)² + 25 (θ₂ − 2)²), which is 25 times as steep in one direction as in the other. Its bottom is not
 * the origin, which is special to rules that look at the size of a parameter.
 */
export const curvatures = [1, 25] as const;
export const bottom: Point = [5, 2];
export const start: Point = [1, 3];
export const steps = 40;
export const height = ([x, y]: Point): number =>
  0.5 * (curvatures[0] * (x - bottom[0]) ** 2 + curvatures[1] * (y - bottom[1]) ** 2);
export const slope = ([x, y]: Point): Point => [
  curvatures[0] * (x - bottom[0]),
  curvatures[1] * (y - bottom[1]),
];

/** A walk on the bowl at a learning rate: the start, and the point after each step. */
export type Walk = (learningRate: number) => Promise<readonly Point[]>;

/** A rule on plain numbers, each coordinate by itself. */
export const byRule =
  (rule: o.Rule<string, string>, more: Readonly<Record<string, number>> = {}): Walk =>
  async (learningRate) => {
    const hyper: Readonly<Record<string, number>> = { ...rule.hyper, ...more, learningRate };
    const begins = rule.begins as Readonly<Record<string, string>> | undefined;
    const first = Object.fromEntries(
      rule.state.map((moment) => {
        const from = begins?.[moment];
        return [moment, from === undefined ? 0 : hyper[from]!];
      }),
    );
    let [a, b] = [first, first];
    const path: Point[] = [start];
    for (let t = 1; t <= steps; t++) {
      const [x, y] = path.at(-1)!;
      const g = slope([x, y]);
      const [ofX, ofY] = [
        rule.step(o.numbers, { ...hyper, ...a, p: x, g: g[0], t }),
        rule.step(o.numbers, { ...hyper, ...b, p: y, g: g[1], t }),
      ];
      path.push([x + ofX.update, y + ofY.update]);
      [a, b] = [ofX, ofY];
    }
    return path;
  };

/** How two coordinates are laid into parameters, and read from them. */
export interface Layout {
  readonly pack: (point: Point) => o.Params;
  readonly unpack: (params: o.Params) => Promise<Point>;
}

const firstTwo = async (x: Tensor, i = 0, k = 1): Promise<Point> => {
  const data = await x.data();
  return [data[i]!, data[k]!];
};

/** One vector; two tensors of one number; a diagonal matrix, whose singular directions are the axes. */
export const layouts = {
  vector: { pack: (point) => tensor([...point]), unpack: (params) => firstTwo(params as Tensor) },
  two: {
    pack: ([x, y]) => ({ flat: tensor([x]), steep: tensor([y]) }),
    unpack: async (params) => {
      const { flat, steep } = params as { flat: Tensor; steep: Tensor };
      return [await flat.item(), await steep.item()];
    },
  },
  diagonal: {
    pack: ([x, y]) => tensor([[x, 0], [0, y]]), // prettier-ignore
    unpack: (params) => firstTwo(params as Tensor, 0, 3),
  },
} satisfies Readonly<Record<string, Layout>>;

/** What a walk of tensors needs beside its optimizer. */
export interface WalkOptions {
  readonly layout?: Layout;
  /** Which point is drawn: the parameters, or what the state holds. */
  readonly read?: (params: o.Params, state: unknown) => o.Params;
  /** Where the gradient is taken, at a point. */
  readonly gradientAt?: (point: Point, step: number) => Promise<Point>;
}

/** An optimizer on tensors. */
export const byTensors =
  (make: (learningRate: number) => o.Transform<unknown>, options: WalkOptions = {}): Walk =>
  async (learningRate) => {
    const {
      layout = layouts.vector,
      read = (params) => params,
      gradientAt = async (point) => slope(point),
    } = options;
    const optimizer = make(learningRate);
    let params = layout.pack(start);
    let state = optimizer.init(params);
    const path: Point[] = [start];
    for (let step = 0; step < steps; step++) {
      const gradient = await gradientAt(await layout.unpack(params), step);
      const [updates, next] = optimizer.update(layout.pack(gradient), state, params, step);
      params = o.apply(params, updates);
      state = next;
      path.push(await layout.unpack(read(params, state)));
    }
    return path;
  };
