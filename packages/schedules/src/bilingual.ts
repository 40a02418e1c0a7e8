/** What a user reads, in both languages. */
export interface Bilingual {
  readonly en: string;
  readonly zh: string;
}
