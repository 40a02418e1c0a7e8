/** The purpose of rows, if known. */
export type MarkOf<P> = P extends { readonly split: infer S } ? { readonly split: S } : unknown;

/** Marks derived rows with the purpose of the originals; other descriptions may no longer apply to them. */
export function marked<B extends object, A extends object>(before: B, after: A): A & MarkOf<B> {
  const { split } = before as { readonly split?: unknown };
  return (split === undefined ? after : { ...after, split }) as A & MarkOf<B>;
}
