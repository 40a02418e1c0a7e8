import type Os from "node:os";
import { cannotOpen } from "../devices/device-error.ts";
import { nodeRequire } from "./node-require.ts";

/** More threads than this would only wait for the same memory. */
const most = 8;

/**
 * How many threads a pass over memory may use: `DOWNHILL_THREADS`, otherwise one per core, up to eight.
 *
 * @throws DeviceError when `DOWNHILL_THREADS` is something else.
 */
export function threadCount(): number {
  if (nodeRequire === undefined) return 1;
  const said = process.env["DOWNHILL_THREADS"] ?? "";
  if (said === "") return Math.min(most, (nodeRequire("node:os") as typeof Os).availableParallelism());
  const count = Number(said);
  if (Number.isInteger(count) && count >= 1 && count <= 256) return count;
  throw cannotOpen(
    "wasm",
    { en: `DOWNHILL_THREADS is "${said}"`, zh: `DOWNHILL_THREADS 为“${said}”` },
    {
      en: "set it to a whole number from 1 to 256, or leave it out",
      zh: "请设为 1 到 256 之间的整数，或者不设",
    },
  );
}
