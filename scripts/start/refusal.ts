import type { Text } from "@downhill/grader";

/** A problem that the user can fix; the sentence explains how. */
export class Refusal extends Error {
  readonly text: Text;
  readonly exitCode: number;

  constructor(text: Text, exitCode: number) {
    super(text.en);
    this.text = text;
    this.exitCode = exitCode;
  }
}

/** A usage error; exit status 2. */
export const misasked = (text: Text): Refusal => new Refusal(text, 2);
