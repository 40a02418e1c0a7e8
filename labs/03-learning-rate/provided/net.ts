import { hessianVectorProduct } from "@downhill/autograd";
import { cpsWages, numbersOf } from "@downhill/data";
import { dense, sequential, tanh } from "@downhill/nn";
import {
  add,
  key,
  mul,
  normal,
  reference,
  square,
  sub,
  sum,
  type Tensor,
  tensor,
  useBackend,
} from "@downhill/tensor";
import type { Problem, Vector } from "../key/solution.ts";

/*
 * A small network: what 534 people earned (the logarithm) against their years of experience, both standardised. One
 * hidden layer of 20 tanh units, half the mean squared error over all of them. Its 61 parameters are one list: 20 input
 * weights, 20 biases, 20 output weights, one bias.
 */
const units = 20;

/** People who worked equally long: their years, their share of all people, and their mean wage, standardised. */
interface Group {
  readonly years: number;
  readonly share: number;
  readonly wage: number;
}

export interface Net extends Problem {
  readonly groups: readonly Group[];
  /** The part of the loss that no network can lower: half the variance of the wages within the groups. */
  readonly within: number;
  /** Random weights for a seed from 0 to 9, with deviation 1 before the hidden layer and 1/√20 after it; biases of 0. */
  readonly start: (seed: number) => Vector;
}

const mean = (list: readonly number[]): number => list.reduce((sum, each) => sum + each, 0) / list.length;
const standardised = (list: readonly number[]): Vector => {
  const deviation = Math.sqrt(mean(list.map((each) => (each - mean(list)) ** 2)));
  return list.map((each) => (each - mean(list)) / deviation);
};

/** Years of experience and logarithms of wages, standardised, a pair for each person. */
export async function people(): Promise<{ readonly years: Vector; readonly wages: Vector }> {
  const table = await cpsWages();
  const numbers = (name: string): Vector => numbersOf(table, name).map(Number);
  return { years: standardised(numbers("experience")), wages: standardised(numbers("wage").map(Math.log)) };
}

/** The random numbers of ten starts, drawn beforehand since tensors are read asynchronously. */
async function starts(): Promise<readonly Vector[]> {
  using _ = useBackend(reference);
  const zeros = Array.from({ length: units }, () => 0);
  return Promise.all(
    Array.from({ length: 10 }, async (_, seed) => {
      const drawn = [...(await normal(key(seed), [2 * units], { dtype: "float64" }).data())];
      const outputs = drawn.slice(units).map((each) => each / Math.sqrt(units));
      return [...drawn.slice(0, units), ...zeros, ...outputs, 0];
    }),
  );
}

/** The network. A prediction depends on the years alone, so people who worked equally long are one term of the loss. */
export async function net(): Promise<Net> {
  const { years, wages } = await people();
  const groups = [...new Set(years)].map((year): Group => {
    const theirs = wages.filter((_, i) => years[i] === year);
    return { years: year, share: theirs.length / years.length, wage: mean(theirs) };
  });
  const within = (1 - groups.reduce((sum, { share, wage }) => sum + share * wage ** 2, 0)) / 2;
  const drawn = await starts();

  /** Returns the loss and, if `slopes` is given, writes its derivatives into it by the chain rule. */
  function pass(x: Vector, slopes?: Vector): number {
    const hidden = new Float64Array(units);
    let loss = within;
    for (const group of groups) {
      let error = x[3 * units]! - group.wage;
      for (let j = 0; j < units; j++) {
        hidden[j] = Math.tanh(x[j]! * group.years + x[units + j]!);
        error += x[2 * units + j]! * hidden[j]!;
      }
      loss += (group.share * error * error) / 2;
      if (slopes === undefined) continue;
      const part = group.share * error;
      slopes[3 * units]! += part;
      for (let j = 0; j < units; j++) {
        const back = part * x[2 * units + j]! * (1 - hidden[j]! * hidden[j]!);
        slopes[j]! += back * group.years;
        slopes[units + j]! += back;
        slopes[2 * units + j]! += part * hidden[j]!;
      }
    }
    return loss;
  }

  return {
    groups,
    within,
    start: (seed) => [...drawn[seed]!],
    loss: (x) => pass(x),
    gradient: (x) => {
      const slopes = x.map(() => 0);
      pass(x, slopes);
      return slopes;
    },
  };
}

/* The same network in the packages' layers, and its sharpness by their automatic differentiation: no difference quotients. */

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

/** The numbers of these parameters as a list again. */
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
