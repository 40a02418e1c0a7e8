/** A text for learners, in both languages of the course. */
export interface Bilingual {
  readonly en: string;
  readonly zh: string;
}
