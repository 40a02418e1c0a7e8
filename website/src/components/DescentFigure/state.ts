import { fields, number, oneOf } from "../../fields.ts";
import { curveNames, type CurveName } from "./curves.ts";
import { view } from "./view.ts";

/** What the reader sets: the curve, where to start on it, and the learning rate. */
export interface Setting {
  readonly curve: CurveName;
  readonly start: number;
  readonly rate: number;
}

/** The largest rate of the slider. */
export const fastest = 1.2;

/** As the lesson starts: at −1, with η = 0.1. */
export const usual: Setting = { curve: "oneValley", start: -1, rate: 0.1 };

export const setting = fields<Setting>({
  curve: oneOf(curveNames),
  start: number(view.left, view.right),
  rate: number(0.01, fastest),
});
