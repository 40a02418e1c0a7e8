import { type Setting, signalNames, steps } from "../../microscope/trace.ts";
import { variantNames } from "../../microscope/variants.ts";
import type { Codec } from "../../address.ts";

/** Which step is looked at, and of what. */
export interface Look extends Setting {
  readonly t: number;
}

export const exponents = { lowest: -8, highest: 1 } as const;
export const usual: Look = { signal: "agree", variant: "right", exponent: -8, t: 1 };

const whole = (text: string | undefined, low: number, high: number): number | undefined => {
  const value = Number(text);
  return text !== undefined && text !== "" && Number.isInteger(value) && value >= low && value <= high
    ? value
    : undefined;
};

/** As `bowl.right.-8.12`: signal, variant, exponent of ε, step. */
export const look: Codec<Look> = {
  write: ({ signal, variant, exponent, t }) => [signal, variant, exponent, t].join("."),
  read(text) {
    const parts = text.split(".");
    const signal = signalNames.find((name) => name === parts[0]);
    const variant = variantNames.find((name) => name === parts[1]);
    const exponent = whole(parts[2], exponents.lowest, exponents.highest);
    const t = whole(parts[3], 1, steps);
    if (
      parts.length !== 4 ||
      signal === undefined ||
      variant === undefined ||
      exponent === undefined ||
      t === undefined
    )
      return undefined;
    return { signal, variant, exponent, t };
  },
};
