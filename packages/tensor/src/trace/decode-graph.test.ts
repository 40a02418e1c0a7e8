import { describe, expect, test } from "vitest";
import {
  add,
  argMax,
  concat,
  foldIn,
  type Key,
  key,
  matmul,
  maxPool,
  mul,
  perStep,
  reference,
  reshape,
  tensor,
  type Tensor,
  uniform,
  zeros,
} from "../index.ts";
import { pad } from "../ops/slice.ts";
import { decodeGraph } from "./decode-graph.ts";
import { encodeGraph } from "./encode-graph.ts";
import { replay } from "./replay.ts";
import { trace } from "./trace.ts";

const rate = (step: number): number => 1 / (1 + step);
type Given = { readonly x: Tensor; readonly step: number; readonly key: Key };
const x = tensor([1, -2, 3, 4]);
/** A little of everything: kernels with attributes of each kind, constants, a schedule, a draw, outputs in a tree. */
const whole = trace(
  ({ x, step, key }: Given) => {
    const scaled = mul(x, perStep("rate", rate, step));
    const image = reshape(pad(scaled, { before: [0], after: [12], value: -Infinity }), [1, 4, 4, 1]);
    const noise = uniform(foldIn(key, 3), [4, 1], -1, 1);
    return {
      y: [add(matmul(reshape(scaled, [1, 4]), noise), tensor([0.1, -0, NaN])), concat(x, scaled)],
      pooled: maxPool(image, { size: 2 }),
      at: argMax(scaled),
    };
  },
  { x, step: 0, key: key(0) },
);
const text = encodeGraph(whole);

test("a graph that was written and read back is the same, and its data bit for bit", async () => {
  const graph = decodeGraph<Given, ReturnType<typeof outcome>>(text, { rate });
  function outcome() {
    return replay(whole, reference, { x, step: 5, key: key(9) });
  }
  expect(graph).toEqual(whole);
  expect(JSON.parse(encodeGraph(graph))).toEqual(JSON.parse(text));
  const [one, other] = [outcome(), replay(graph, reference, { x, step: 5, key: key(9) })];
  const bits = async (y: Tensor) => new Uint8Array((await y.data()).slice().buffer);
  for (const pick of [
    ({ y }: typeof one) => y[0]!,
    ({ y }: typeof one) => y[1]!,
    ({ pooled }: typeof one) => pooled,
  ])
    expect(await bits(pick(other))).toEqual(await bits(pick(one)));
});

test("numbers that JSON lacks survive, in data and in attributes", () => {
  const { constants, nodes } = decodeGraph(text, { rate });
  const odd = constants.find(({ shape }) => shape[0] === 3)!;
  expect([...odd.data].map((value) => Object.is(value, -0) || value)).toEqual([0.1, true, NaN]);
  expect(nodes.find(({ kernel }) => kernel === "pad")!.attrs).toMatchObject({ value: -Infinity });
});

test("a function is found by its name, and of two with the same name the second by a number", async () => {
  const twice = ({ x, step }: { x: Tensor; step: number }) => {
    const first = mul(x, perStep("rate", rate, step));
    return mul(
      first,
      perStep("rate", (step) => step * 2, step),
    );
  };
  const traced = trace(twice, { x, step: 0 });
  expect(Object.keys(traced.functions)).toEqual(["rate", "rate (2)"]);
  const read = decodeGraph<{ x: Tensor; step: number }, Tensor>(encodeGraph(traced), {
    rate,
    "rate (2)": (step: number) => step * 2,
  });
  expect(await replay(read, reference, { x, step: 3 }).data()).toEqual(await twice({ x, step: 3 }).data());
});

describe("refuses", () => {
  const refusal = (text: string, functions?: Parameters<typeof decodeGraph>[1]): string => {
    try {
      decodeGraph(text, functions);
    } catch (error) {
      const { name, message, zh } = error as Error & { readonly zh?: string };
      expect(["ValueError", "DTypeError"], message).toContain(name);
      expect(zh).toMatch(/[\u4e00-\u9fff]/);
      return message;
    }
    return "";
  };

  test("a function that is missing, misspelt, or returns something that does not fit", () => {
    expect(refusal(text)).toBe(
      'decodeGraph: the graph calls "rate", which a file cannot contain; give it: decodeGraph(text, { "rate": (step) => … })',
    );
    expect(refusal(text, { rates: rate })).toBe(
      'decodeGraph: there is no option "rates"; did you mean rate? it takes rate',
    );
    const read = decodeGraph<Given>(text, { rate: () => [1, 2] });
    expect(() => replay(read, reference, { x, step: 5, key: key(9) })).toThrow(
      "replay: rate is [1, 2], which does not fill []; check the function that computes it",
    );
  });

  test("a text that is not a graph, or is one of another version", () => {
    expect(refusal("{")).toMatch(/^decodeGraph: this is not JSON \(/);
    expect(refusal("[]")).toContain("decodeGraph: the text is not a record");
    expect(refusal("{}")).toContain('the text is not a graph: its format is not "downhill-graph"');
    expect(refusal(JSON.stringify({ ...(JSON.parse(text) as object), version: 2 }))).toBe(
      "decodeGraph: this graph has version 2, and version 1 is read here; update @downhill/tensor, or write the graph with this one",
    );
  });

  type Json = Record<string | number, unknown>;
  const changed = (path: string, value: unknown): string => {
    const graph = JSON.parse(text) as Json;
    const steps = path.split(".");
    const last = steps.pop()!;
    const place = steps.reduce((at, step) => at[step] as Json, graph);
    if (value === undefined) delete place[last];
    else place[last] = value;
    return JSON.stringify(graph);
  };

  test.each([
    ["nodes.0.kernel", "explode", "decodeGraph: nodes.0.kernel is not a kernel"],
    ["nodes.0.inputs.0", 99, "nodes.0.inputs.0 is 99, not the id of one of the"],
    ["nodes.0.inputs", [0], "nodes.0.inputs are 1, and mul takes 2"],
    ["nodes.0.shape", [7], "nodes.0 is float64 [7], which mul does not produce from its inputs"],
    ["nodes.1.attrs.value", "much", "nodes.1.attrs.value does not fit pad"],
    ["nodes.1.attrs.more", 1, "nodes.1.attrs.more is not an attribute of pad"],
    ["constants.0.data", "AAAA", "constants.0.data is not 3 numbers of float64 in base64"],
    ["constants.0.data", "…", "constants.0.data is not 3 numbers of float64 in base64"],
    ["inputs.1.id", 7, "inputs.1.id is 7, not 1"],
    ["inputs.0.shape.0", -1, "inputs.0.shape.0 is -1, not a length"],
    ["inputs.0.dtype", "float128", "inputs.0.dtype is not a dtype"],
    ["inputs.1.computed.of.0.number", "time", "inputs.1.computed.of.0.number is not one of the numbers"],
    ["outputs.at", "x", 'outputs.at is "x", not the id of one of the'],
  ])("%s as %j", (path, value, message) => {
    expect(refusal(changed(path, value), { rate })).toContain(message);
  });

  /** Every position in the text. */
  const placesIn = (value: unknown, at = ""): string[] => [
    ...(at === "" ? [] : [at]),
    ...(typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([name, each]) => placesIn(each, at === "" ? name : `${at}.${name}`))
      : []),
  ];

  test.each([undefined, null, true, -1, 0.5, 7, "x", "NaN", [], {}, [0], { call: "rate", of: [] }])(
    "with a clear error, or reads it, whichever field is changed to %j",
    (odd) => {
      const places = placesIn(JSON.parse(text));
      expect(places.length).toBeGreaterThan(200);
      for (const path of places) {
        const damaged = changed(path, odd);
        if (refusal(damaged, { rate }) !== "") continue;
        const read = JSON.parse(encodeGraph(decodeGraph(damaged, { rate }))) as unknown;
        expect(read, path).toEqual(JSON.parse(damaged));
      }
    },
  );
});

test("the arguments of defer must be numbers, keys and lists of them", async () => {
  const { defer } = await import("../tracing.ts");
  const scaled = ({ x, step }: { x: Tensor; step: number }) =>
    mul(
      x,
      defer("scale", (step: number, how: string) => step * how.length, step, "twice"),
    );
  expect(() => trace(scaled, { x: zeros([2]), step: 1 })).toThrow(
    "scale(step, twice) is computed from a string; give defer numbers, keys and lists of them",
  );
});
