/** What rows are for, where that is known of them. */
export type MarkOf<P> = P extends { readonly split: infer S } ? { readonly split: S } : unknown;

/** Notes on rows that came of others what those were for; what else was said of the old ones may be true no more. */
export function marked<B extends object, A extends object>(before: B, after: A): A & MarkOf<B> {
  const { split } = before as { readonly split?: unknown };
  return (split === undefined ? after : { ...after, split }) as A & MarkOf<B>;
}
