// The norm by powers of two; the factor as a minimum; trees as lists of paths.
type Tree = number[] | Tree[] | { readonly [name: string]: Tree };
type Rule<S> = (gradient: Tree, state: S) => { update: Tree; state: S };
type Path = readonly (string | number)[];

const paths = (tree: Tree | number, at: Path = []): { path: Path; value: number }[] =>
  typeof tree === "number"
    ? [{ path: at, value: tree }]
    : Object.entries(tree).flatMap(([key, part]) => paths(part as Tree, [...at, key]));

export const clipByValue = (gradient: number[], limit: number) =>
  gradient.map((slope) => (Math.abs(slope) > limit ? Math.sign(slope) * limit : slope));

export const norm = (values: number[]): number => {
  if (values.some(Number.isNaN)) return NaN;
  const most = values.reduce((a, b) => (Math.abs(b) > a ? Math.abs(b) : a), 0);
  if (most === 0 || most === Infinity) return most;
  // Two halves of the power: 2^1074 is no number.
  const half = Math.floor(Math.floor(Math.log2(most)) / 2);
  const [one, two] = [2 ** half, 2 ** (Math.floor(Math.log2(most)) - half)];
  const squares = values.map((value) => value / one / two).map((value) => value * value);
  return Math.sqrt(squares.reduce((a, b) => a + b, 0)) * one * two;
};

const factorOf = (values: number[], limit: number): number => {
  const length = norm(values);
  return values.every(Number.isFinite) ? (length === 0 ? 1 : Math.min(1, limit / length)) : NaN;
};
export const clipByNorm = (gradient: number[], limit: number) => {
  const factor = factorOf(gradient, limit);
  return gradient.map((slope) => factor * slope);
};

const times = (tree: Tree, by: (value: number) => number): Tree =>
  Array.isArray(tree)
    ? (tree.map((part) => (typeof part === "number" ? by(part) : times(part, by))) as Tree)
    : Object.fromEntries(Object.entries(tree).map(([name, part]) => [name, times(part, by)]));
const listed = (tree: Tree): number[] => paths(tree).map(({ value }) => value);

export const clipByGlobalNorm = (gradient: Tree, limit: number): Tree => {
  const factor = factorOf(listed(gradient), limit);
  return times(gradient, (slope) => slope * factor);
};
export const clipFirst = <S>(rule: Rule<S>, limit: number): Rule<S> => {
  const before = (gradient: Tree): Tree => clipByGlobalNorm(gradient, limit);
  return (...[gradient, ...rest]) => rule(before(gradient), ...rest);
};
export const skipNonFinite =
  <S>(rule: Rule<S>, patience: number): Rule<{ state: S; skipped: number }> =>
  (gradient, { state, skipped }) => {
    const sizes = listed(gradient).map((value) => value * 0);
    if (sizes.every((value) => value === 0)) {
      const { update, state: next } = rule(gradient, state);
      return { state: { skipped: 0, state: next }, update };
    }
    if (skipped < patience)
      return { state: { skipped: skipped + 1, state }, update: times(gradient, () => 0) };
    throw new RangeError("patience");
  };
