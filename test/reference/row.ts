/** The kinds of things the table lists, in order. */
export const kinds = [
  "op",
  "layer",
  "loss",
  "metric",
  "initialiser",
  "optimizer",
  "schedule",
  "regularizer",
] as const;

export type Kind = (typeof kinds)[number];

/** The largest difference from independently computed numbers. */
interface OracleProof {
  /** Libraries with their versions: the oracle, then the second opinion on it. */
  readonly libraries: readonly string[];
  readonly difference: number;
}

/** The largest difference found between the two sides of an equation. */
export interface LawProof {
  readonly tex: string;
  readonly difference: number;
}

/** One line of the table. */
export interface Row {
  readonly kind: Kind;
  readonly name: string;
  /** One formula, or some that belong together. */
  readonly tex: readonly string[];
  readonly oracle?: OracleProof;
  readonly law?: LawProof;
}

/** Rounded up to one digit, so that the stated difference is never too small. */
export function roundedUp(difference: number): number {
  const [digit, exponent] = difference.toExponential(0).split("e") as [string, string];
  const nearest = Number(`${digit}e${exponent}`);
  return nearest >= difference ? nearest : Number(`${Number(digit) + 1}e${exponent}`);
}
