import { arithmetic } from "../arithmetic.ts";
import { draws } from "../random.ts";
import type { HostFunctions } from "./host-value.ts";

/** The functions that every reader of a graph has: arithmetic on numbers, and random numbers of a key. */
export const ownFunctions: HostFunctions = { ...arithmetic, ...draws };
