import type { Fault } from "./fault.ts";

/** Faults that are told; the rest are counted. */
const told = 8;

/** Collects faults: tells the first few, and counts all. */
export class Faults {
  readonly list: Fault[] = [];
  count = 0;

  add(fault: Fault): void {
    this.count++;
    if (this.list.length < told) this.list.push(fault);
  }
}
