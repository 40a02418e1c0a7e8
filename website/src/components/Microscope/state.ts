import { type Setting, signalNames, steps } from "../../microscope/trace.ts";
import { variantNames } from "../../microscope/variants.ts";
import { fields, oneOf, whole } from "../../fields.ts";

/** Which step is looked at, and of what. */
export interface Look extends Setting {
  readonly t: number;
}

export const exponents = { lowest: -8, highest: 1 } as const;
export const usual: Look = { signal: "agree", variant: "right", exponent: -8, t: 1 };

/** Signal, variant, exponent of ε, step. */
export const look = fields<Look>({
  signal: oneOf(signalNames),
  variant: oneOf(variantNames),
  exponent: whole(exponents.lowest, exponents.highest),
  t: whole(1, steps),
});
