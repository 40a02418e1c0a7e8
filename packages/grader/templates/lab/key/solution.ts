/** TODO: what the function returns. The placeholder adds 1 to each value. */
export function first(values: readonly number[]): number[] {
  // #task first
  return values.map((value) => value + 1);
  // #end
}
