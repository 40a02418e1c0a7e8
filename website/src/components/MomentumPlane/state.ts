import type { Codec } from "../../address.ts";
import { best, type Setting } from "../../momentum/ball.ts";
import { plane } from "./view.ts";

/** The best settings, on the sliders' steps. */
export const usual: Setting = {
  stiffness: Math.round(best.stiffness * 50) / 50,
  momentum: Math.round(best.momentum * 100) / 100,
};

const between = (text: string, most: number): number | undefined => {
  const value = Number(text);
  return text !== "" && value >= 0 && value <= most ? value : undefined;
};

/** As `2.78_0.44`: ηL, then β. */
export const setting: Codec<Setting> = {
  write: ({ stiffness, momentum }) => `${stiffness.toFixed(2)}_${momentum.toFixed(2)}`,
  read(text) {
    const [first = "", second = "", ...others] = text.split("_");
    const stiffness = between(first, plane.most);
    const momentum = between(second, 0.99);
    return stiffness === undefined || momentum === undefined || others.length > 0
      ? undefined
      : { stiffness, momentum };
  },
};
