/** One text in both languages. */
export interface Both {
  readonly en: string;
  readonly zh: string;
}
