import { add, reference, tensor } from "@downhill/tensor";
import * as traces from "@downhill/tensor/trace";
import { expect, test } from "vitest";

import { faults, type Sample } from "./walk.ts";

const inputs = { x: tensor([1, 2]) };
const twice = ({ x }: typeof inputs) => add(x, x);
const graph = traces.trace(twice, inputs);

const samples: Readonly<Record<string, Sample>> = {
  trace: [traces.trace, twice, inputs],
  feed: [traces.feed, graph, reference, inputs],
  replay: [traces.replay, graph, reference, inputs],
  explain: [traces.explain, graph],
  encodeGraph: [traces.encodeGraph, graph],
  decodeGraph: [traces.decodeGraph, traces.encodeGraph(graph), {}],
  costsOf: [traces.costsOf, graph],
  costOf: [traces.costOf, "add", [inputs.x.handle, inputs.x.handle], inputs.x.handle, {}],
};

test("every function of the entry is walked", () => {
  expect(Object.keys(samples).sort()).toEqual(
    Object.keys(traces)
      .filter((name) => name !== "TraceError")
      .sort(),
  );
});

test.each(Object.entries(samples))("%s refuses bad arguments in both languages", async (name, sample) => {
  expect(await faults(name, sample)).toEqual([]);
});
