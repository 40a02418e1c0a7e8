import type { Text } from "./text.ts";

/** An error with a message for people, in both languages. */
export class CourseError extends Error {
  override readonly name = "CourseError";
  /** A stable code for the kind of fault, the same in every version; the error page of the reference lists it. */
  readonly code: string;
  readonly text: Text;

  constructor(code: string, text: Text) {
    super(text.en);
    this.code = code;
    this.text = text;
  }
}
