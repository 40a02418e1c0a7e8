import { type MatrixType, matrix, scalar } from "../type/type.ts";
import { whole } from "../value/operation.ts";
import type { Numbers, Value } from "../value/value.ts";
import type { WholeFunction } from "./whole-function.ts";

const onlyMatrix = (given: readonly Value[]): MatrixType | undefined => {
  const type = given.length === 1 ? given[0]!.type : undefined;
  return type?.kind === "matrix" ? type : undefined;
};

function transposed(numbers: Numbers, { columns, rows }: MatrixType): number[] {
  return Array.from(
    { length: columns * rows },
    (_, i) => numbers[(i % columns) * rows + Math.floor(i / columns)]!,
  );
}

/** Expanded along the first column; each product is rounded. */
function determinant(numbers: readonly number[], size: number, round: (x: number) => number): number {
  if (size === 1) return numbers[0]!;
  let sum = 0;
  for (let row = 0; row < size; row++) {
    const minor = numbers.filter((_, i) => i >= size && i % size !== row);
    const part = round(numbers[row]! * determinant(minor, size - 1, round));
    sum = round(row % 2 === 0 ? sum + part : sum - part);
  }
  return sum;
}

/** The matrix functions. */
export const matrixFunctions: Readonly<Record<string, WholeFunction>> = {
  determinant: {
    takes: "a matrix with as many rows as columns",
    apply: (context, given, line) => {
      const type = onlyMatrix(given);
      if (type === undefined || type.columns !== type.rows) return undefined;
      const round = type.of === "f32" ? Math.fround : Number;
      const compute = (x: Numbers): number[] => [determinant(Array.from(x), type.rows, round)];
      return whole(context, scalar(type.of), given, (x) => compute(x), line);
    },
  },
  transpose: {
    takes: "a matrix",
    apply: (context, given, line) => {
      const type = onlyMatrix(given);
      if (type === undefined) return undefined;
      const result = matrix(type.rows, type.columns, type.of);
      return whole(context, result, given, (x) => transposed(x, type), line);
    },
  },
};
