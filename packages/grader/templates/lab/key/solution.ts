/** TODO: what the function gives. The placeholder adds 1 to each value. */
export function first(values: readonly number[]): number[] {
  // #task first
  return values.map((value) => value + 1);
  // #end
}
