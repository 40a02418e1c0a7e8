import type { Text } from "./text.ts";

/** An error whose message a person is meant to read, in both languages. */
export class CourseError extends Error {
  override readonly name = "CourseError";
  /** What kind of fault it is, the same in every version: a row of the reference's page of errors. */
  readonly code: string;
  readonly text: Text;

  constructor(code: string, text: Text) {
    super(text.en);
    this.code = code;
    this.text = text;
  }
}
