import type { Codec } from "../../address.ts";
import { best, type Setting } from "../../momentum/ball.ts";
import { plane } from "./view.ts";

export const usual: Setting = best;

const between = (text: string, most: number): number | undefined => {
  const value = Number(text);
  return text !== "" && value >= 0 && value <= most ? value : undefined;
};

/** As `2.1_0.35`: ηL, then β, with digits enough to find the best settings again. */
export const setting: Codec<Setting> = {
  write: ({ stiffness, momentum }) =>
    [stiffness, momentum].map((value) => String(Number(value.toPrecision(6)))).join("_"),
  read(text) {
    const [first = "", second = "", ...others] = text.split("_");
    const stiffness = between(first, plane.most);
    const momentum = between(second, 0.99);
    return stiffness === undefined || momentum === undefined || others.length > 0
      ? undefined
      : { stiffness, momentum };
  },
};
