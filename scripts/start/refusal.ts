import type { Text } from "@downhill/grader";

/** Something the person can put right; the sentence says how. */
export class Refusal extends Error {
  readonly text: Text;
  readonly exitCode: number;

  constructor(text: Text, exitCode: number) {
    super(text.en);
    this.text = text;
    this.exitCode = exitCode;
  }
}

/** A mistake in the asking; the shell hears 2. */
export const misasked = (text: Text): Refusal => new Refusal(text, 2);
