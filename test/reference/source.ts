/** The source of an oracle's numbers, according to its file. */
export interface Source {
  readonly library: string;
  readonly version: string;
  readonly second?: { readonly library: string; readonly version?: string };
}

/** The oracle, and the second opinion where it is another library. */
export function librariesOf({ library, version, second }: Source): string[] {
  const both = [`${library} ${version}`];
  if (second !== undefined && second.library !== library)
    both.push(`${second.library} ${second.version ?? ""}`.trim());
  return both;
}
