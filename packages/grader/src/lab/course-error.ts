import type { Text } from "./text.ts";

/** An error whose message a person is meant to read, in both languages. */
export class CourseError extends Error {
  override readonly name = "CourseError";
  readonly text: Text;

  constructor(text: Text) {
    super(text.en);
    this.text = text;
  }
}
