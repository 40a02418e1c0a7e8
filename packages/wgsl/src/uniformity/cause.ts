/** Why a value may differ among the invocations of a workgroup: what it depends on. `null` if it cannot. */
export type Cause = { readonly name: string; readonly line: number } | null;

/** The cause for a value that depends on several: the first one found. */
export const either = (...causes: readonly Cause[]): Cause => causes.find((each) => each !== null) ?? null;

/** What the variables of functions hold at one point, by their declarations. */
export type State = Map<object, Cause>;

/** What they hold where several paths meet. */
export function meeting(states: readonly State[]): State {
  const met: State = new Map();
  for (const state of states)
    for (const [variable, cause] of state) met.set(variable, either(met.get(variable) ?? null, cause));
  return met;
}

/** Whether two states are equal. */
export const isSameState = (a: State, b: State): boolean =>
  a.size === b.size &&
  [...a].every(([variable, cause]) => (cause === null) === ((b.get(variable) ?? null) === null));
