import { WgslError } from "../wgsl-error.ts";

/** A constant that cannot be computed, such as `1 / 0`. It is not an error if its value is never used. */
export class ValueError extends WgslError {}
