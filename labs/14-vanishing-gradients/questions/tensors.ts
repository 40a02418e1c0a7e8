import { type Draw, fieldsOf, freed, shorts, typed } from "@downhill/grader/questions";
import { Tensor, tensor } from "@downhill/tensor";
import type * as Solution from "../key/solution.ts";

export type Module = typeof Solution;
export type Matrix = readonly (readonly number[])[];

/* A learner's code may change what it can reach, so tensors are read with the package's own functions. */
const { data } = Object.getOwnPropertyDescriptors(Tensor.prototype);

/** A tensor as its shape and its numbers; anything else as it is. */
export async function read(value: unknown): Promise<unknown> {
  if (!(value instanceof Tensor)) return value instanceof Promise ? "a promise" : value;
  return value.disposed ? freed : { shape: [...value.shape], values: [...(await data.value!.call(value))] };
}

/** Layers as what their tensors hold. */
export async function readLayers(answer: unknown): Promise<unknown> {
  if (!Array.isArray(answer)) return read(answer);
  return Promise.all(
    answer.map(async (layer: unknown) => {
      const parts = fieldsOf(layer, "w", "b");
      if (typeof parts !== "object" || parts === null || parts instanceof Tensor) return read(parts);
      const each = Object.entries(parts).map(async ([name, part]) => [name, await read(part)] as const);
      return Object.fromEntries(await Promise.all(each));
    }),
  );
}

/** A layer's numbers, from which fresh tensors are made at each use. */
export interface Numbers {
  readonly w: Matrix;
  readonly b: readonly number[];
}
export const layerOf = ({ w, b }: Numbers): Solution.Layer => ({ w: tensor(w), b: tensor(b) });

export const drawnMatrix = (draw: Draw, rows: number, columns: number): Matrix =>
  draw.list(rows, () => shorts(draw, columns, -1.5, 1.5));
export const drawnLayer = (draw: Draw, inputs: number, outputs: number): Numbers => ({
  w: drawnMatrix(draw, inputs, outputs),
  b: shorts(draw, outputs, -1, 1),
});

/** A tensor as it is typed in a program. */
export const asTensor = (values: unknown): string => `tensor(${typed(values)})`;
export const asLayer = ({ w, b }: Numbers): string => `{ w: ${asTensor(w)}, b: ${asTensor(b)} }`;
