import type { Fault } from "./fault.ts";

/** The number of faults reported in full; the rest are only counted. */
const told = 8;

/** Collects faults: keeps the first few, and counts all. */
export class Faults {
  readonly list: Fault[] = [];
  count = 0;

  add(fault: Fault): void {
    this.count++;
    if (this.list.length < told) this.list.push(fault);
  }
}
