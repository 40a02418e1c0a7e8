import { fields, number } from "../../fields.ts";

/** The gradient's two slopes, and the limit. */
export interface Setting {
  readonly first: number;
  readonly second: number;
  readonly limit: number;
}

export const most = 3;
export const least = 0.1;

/** The lesson's example. */
export const usual: Setting = { first: 3, second: 0.3, limit: 1 };

export const setting = fields<Setting>({
  first: number(-most, most),
  second: number(-most, most),
  limit: number(least, most),
});
