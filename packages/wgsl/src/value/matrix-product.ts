import { WgslError } from "../wgsl-error.ts";
import type { Context } from "../program/context.ts";
import {
  isFloat,
  isOf,
  type MatrixType,
  matrix,
  nameOfType,
  type Type,
  vector,
  withComponent,
} from "../type/type.ts";
import { as } from "./conversion.ts";
import { whole } from "./operation.ts";
import type { Numbers, Value } from "./value.ts";

/** A matrix is stored column by column; a vector is a column on its right, and a row on its left. */
interface Shape {
  readonly rows: number;
  readonly columns: number;
}

const shapeOf = (type: Type, isLeft: boolean): Shape | undefined => {
  if (type.kind === "matrix") return type;
  if (type.kind !== "vector") return undefined;
  return isLeft ? { rows: 1, columns: type.size } : { rows: type.size, columns: 1 };
};

/** Matrix times matrix or vector, vector times matrix; `undefined` for products of other things. */
export function matrixProduct(context: Context, left: Value, right: Value, line: number): Value | undefined {
  if (left.type.kind !== "matrix" && right.type.kind !== "matrix") return undefined;
  const [a, b] = [shapeOf(left.type, true), shapeOf(right.type, false)];
  if (a === undefined || b === undefined) return undefined;
  const areFloats = isOf(left.type, isFloat) && isOf(right.type, isFloat);
  if (a.columns !== b.rows || !areFloats) throw noProduct(left.type, right.type, line);
  const isAbstract = isOf(left.type, (name) => name !== "f32") && isOf(right.type, (name) => name !== "f32");
  const of: MatrixType["of"] = isAbstract ? "abstract-float" : "f32";
  const operands = [left, right].map((each) => as(each, withComponent(each.type, of), line));
  const isVector = left.type.kind === "vector" || right.type.kind === "vector";
  const size = left.type.kind === "vector" ? b.columns : a.rows;
  const type = isVector ? vector(size, of) : matrix(b.columns, a.rows, of);
  const round = isAbstract ? Number : Math.fround;
  return whole(context, type, operands, (x, y) => product(x, y, a, b, round), line);
}

function product(x: Numbers, y: Numbers, a: Shape, b: Shape, round: (x: number) => number): number[] {
  const result: number[] = [];
  for (let column = 0; column < b.columns; column++)
    for (let row = 0; row < a.rows; row++) {
      let sum = 0;
      for (let k = 0; k < a.columns; k++)
        sum = round(sum + round(x[k * a.rows + row]! * y[column * b.rows + k]!));
      result.push(sum);
    }
  return result;
}

const noProduct = (left: Type, right: Type, line: number): WgslError =>
  new WgslError(
    "inner-sizes",
    {
      en: `${nameOfType(left)} * ${nameOfType(right)}: a matrix matCxR has C columns and R rows, and the left operand must have as many columns as the right has rows`,
      zh: `${nameOfType(left)} * ${nameOfType(right)}：matCxR 有 C 列 R 行，左边的列数必须等于右边的行数`,
    },
    line,
  );
