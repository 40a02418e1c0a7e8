/** Rows of numbers; a column is `[[1], [2], [3]]` and a single number is `[[1]]`. */
export type Matrix = number[][];

/** How many rows, and how many columns. */
export type Shape = readonly [rows: number, columns: number];

/** Thrown when matrices do not fit an operation; the message states what is wrong, where, and what to do. */
class MatrixError extends RangeError {
  override readonly name = "MatrixError";
}

const show = ([rows, columns]: Shape): string => `[${rows},${columns}]`;

/**
 * The number of rows and of columns.
 *
 * @throws MatrixError for a plain list of numbers, which has no columns, and for rows of different lengths.
 */
export function shape(x: Matrix): Shape {
  const [first] = x;
  if (!Array.isArray(first)) {
    throw new MatrixError(
      `a matrix is rows of numbers, but ${JSON.stringify(x)} is not; write [[1], [2], [3]] for a column, [[1, 2, 3]] for a row`,
    );
  }
  const odd = x.findIndex((row) => row.length !== first.length);
  if (odd !== -1) {
    throw new MatrixError(
      `row ${odd} has ${x[odd]!.length} numbers and row 0 has ${first.length}; make all rows the same length`,
    );
  }
  return [x.length, first.length];
}

function build([rows, columns]: Shape, entry: (i: number, j: number) => number): Matrix {
  const matrix: Matrix = [];
  for (let i = 0; i < rows; i++) {
    const row: number[] = [];
    for (let j = 0; j < columns; j++) row.push(entry(i, j));
    matrix.push(row);
  }
  return matrix;
}

/** A new matrix: `f` of every entry. */
export const map = (x: Matrix, f: (entry: number) => number): Matrix =>
  x.map((row) => row.map((entry) => f(entry)));

/** Zeros, one for each entry of x. */
export const zerosLike = (x: Matrix): Matrix => map(x, () => 0);

/** Ones, one for each entry of x. */
export const onesLike = (x: Matrix): Matrix => map(x, () => 1);

function elementwise(name: string, a: Matrix, b: Matrix, f: (a: number, b: number) => number): Matrix {
  const [sa, sb] = [shape(a), shape(b)];
  const length = (axis: 0 | 1): number => {
    const [m, n] = [sa[axis], sb[axis]];
    if (m !== n && m !== 1 && n !== 1) {
      throw new MatrixError(
        `${name}: ${show(sa)} and ${show(sb)} do not broadcast; make the ${axis === 0 ? "rows" : "columns"} equal, or one of them 1`,
      );
    }
    return m === 1 ? n : m;
  };
  return build([length(0), length(1)], (i, j) =>
    f(a[sa[0] === 1 ? 0 : i]![sa[1] === 1 ? 0 : j]!, b[sb[0] === 1 ? 0 : i]![sb[1] === 1 ? 0 : j]!),
  );
}

/** $a + b$, entry by entry; a side of length 1 is stretched over the other's (broadcasting). */
export const add = (a: Matrix, b: Matrix): Matrix => elementwise("add", a, b, (p, q) => p + q);

/** $a \odot b$, entry by entry, with broadcasting. */
export const mul = (a: Matrix, b: Matrix): Matrix => elementwise("mul", a, b, (p, q) => p * q);

/** $c \cdot x$ for a number c. */
export const scale = (x: Matrix, c: number): Matrix => map(x, (entry) => c * entry);

/**
 * $(ab)_{ij} = \sum_k a_{ik} b_{kj}$.
 *
 * @throws MatrixError unless a has as many columns as b has rows.
 */
export function matmul(a: Matrix, b: Matrix): Matrix {
  const [[rows, inner], [innerOfB, columns]] = [shape(a), shape(b)];
  if (inner !== innerOfB) {
    throw new MatrixError(
      `matmul: ${show([rows, inner])} × ${show([innerOfB, columns])} needs equal inner sizes, got ${inner} and ${innerOfB}; is a transpose missing?`,
    );
  }
  return build([rows, columns], (i, j) => a[i]!.reduce((sum, aik, k) => sum + aik * b[k]![j]!, 0));
}

/** $x^\top$: rows become columns. */
export const transpose = (x: Matrix): Matrix => {
  const [rows, columns] = shape(x);
  return build([columns, rows], (i, j) => x[j]![i]!);
};

/** $\tanh$ of every entry. */
export const tanh = (x: Matrix): Matrix => map(x, Math.tanh);

/** Adds up each column: [m,n] becomes [1,n]. */
export const sumDown = (x: Matrix): Matrix => [
  x.reduce((sums, row) => sums.map((total, j) => total + row[j]!)),
];

/** Adds up each row: [m,n] becomes [m,1]. */
export const sumAcross = (x: Matrix): Matrix => x.map((row) => [row.reduce((sum, entry) => sum + entry, 0)]);

/** The sum of all entries, as a [1,1] matrix. */
export const sum = (x: Matrix): Matrix => sumDown(sumAcross(x));

/** The inner product $\langle a, b\rangle = \sum_{ij} a_{ij} b_{ij}$ of two matrices of one shape. */
export const dot = (a: Matrix, b: Matrix): number => sum(mul(a, b))[0]![0]!;
