import { expect, test } from "vitest";
import { reference } from "../backends/reference.ts";
import type { AnyOp } from "../op-def.ts";
import * as ops from "../ops/index.ts";
import { key } from "../random.ts";
import { tidy } from "../scope.ts";
import type { Tensor } from "../tensor.ts";
import { decodeGraph } from "./decode-graph.ts";
import { encodeGraph } from "./encode-graph.ts";
import { replay } from "./replay.ts";
import { trace } from "./trace.ts";

type Applied = ((...args: readonly unknown[]) => Tensor) & { readonly def: AnyOp };
const table = Object.values(ops as unknown as Record<string, Applied>);

test.each(table.map((op) => [op.def.name, op] as const))(
  "%s, written and read back, replays to the same bits in the same form, and leaks nothing",
  async (_, op) => {
    const before = reference.live();
    const values = tidy("replay", () =>
      op.def.domain(key(0)).map((args) => {
        const count = op.def.inputs.length;
        const inputs = Object.fromEntries(args.slice(0, count).map((x, i) => [`x${i}`, x]));
        const graph = trace((of: typeof inputs) => op(...Object.values(of), ...args.slice(count)), inputs);
        // A name that decodeGraph would refuse, or an attribute that it does not know, shows here too.
        const written: typeof graph = decodeGraph(encodeGraph(graph));
        expect(written).toEqual(graph);
        const [eager, replayed] = [op(...args), replay(written, reference, inputs)];
        expect([replayed.shape, replayed.dtype]).toEqual([eager.shape, eager.dtype]);
        return [replayed.data(), eager.data()] as const;
      }),
    );
    expect(reference.live()).toBe(before);
    for (const [replayed, eager] of values) expect(await replayed).toStrictEqual(await eager);
  },
);
