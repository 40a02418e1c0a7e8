import { fields, number, oneOf } from "../../fields.ts";
import { type Penalty, penalties } from "../../penalised.ts";

/** Where the loss alone is lowest, how strong the penalty is, and which. */
export interface Setting {
  readonly first: number;
  readonly second: number;
  readonly lambda: number;
  readonly penalty: Penalty;
}

/** The ends of the plane, and the strongest penalty. */
export const [least, most, strongest] = [-1, 3, 3] as const;

/** L1 has just taken a weight away, which it does from λ = (1 + ρ)w₂ = 1.2 on. */
export const usual: Setting = { first: 2, second: 0.8, lambda: 1.25, penalty: "l1" };

export const setting = fields<Setting>({
  first: number(least, most),
  second: number(least, most),
  lambda: number(0, strongest),
  penalty: oneOf(penalties),
});
