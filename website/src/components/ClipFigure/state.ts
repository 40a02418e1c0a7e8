import type { Codec } from "../../address.ts";
import type { Slopes } from "../../clipping.ts";

/** A gradient, and the limit. */
export interface Setting {
  readonly g: Slopes;
  readonly limit: number;
}

export const most = 3;
export const least = 0.1;

/** The lesson's example. */
export const usual: Setting = { g: [3, 0.3], limit: 1 };

/** As `3_0.3_1`: the two slopes, and the limit. */
export const setting: Codec<Setting> = {
  write: ({ g, limit }) => [...g, limit].map((value) => String(Number(value.toFixed(2)))).join("_"),
  read(text) {
    const parts = text.split("_");
    const [first = NaN, second = NaN, limit = NaN] = parts.map((part) => (part === "" ? NaN : Number(part)));
    const inside = Math.abs(first) <= most && Math.abs(second) <= most && limit >= least && limit <= most;
    return inside && parts.length === 3 ? { g: [first, second], limit } : undefined;
  },
};
