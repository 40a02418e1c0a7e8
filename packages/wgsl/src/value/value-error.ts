import { WgslError } from "../wgsl-error.ts";

/** A constant that cannot be computed, such as `1 / 0`. It is no mistake where its value is never asked for. */
export class ValueError extends WgslError {}
