import { best, type Setting } from "../../momentum/ball.ts";
import { fields, number } from "../../fields.ts";
import { plane } from "./view.ts";

export const usual: Setting = best;

/** ηL, then β, with digits enough to find the best settings again. */
export const setting = fields<Setting>({ stiffness: number(0, plane.most), momentum: number(0, 0.99) });
