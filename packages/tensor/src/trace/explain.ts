import { checkGraph } from "./given.ts";
import { arrayOf } from "../dtype.ts";
import type { Cost } from "../cost.ts";
import { showShape, sizeOf } from "../shape.ts";
import { paths } from "../tree.ts";
import { costsOf, type TotalCost } from "./costs-of.ts";
import type { Graph, GraphConstant, GraphInput, GraphNode, GraphValue } from "./graph.ts";

/**
 * A graph as text: its inputs by role, its constants, each node on a line with its input and output shapes, its
 * arithmetic operations and the bytes it moves, then the total cost of each kernel, the most expensive first.
 *
 * @example
 * ```ts
 * import { relu, tensor } from "@downhill/tensor";
 * import { explain, trace } from "@downhill/tensor/trace";
 * console.log(explain(trace(({ x }) => relu(x), { x: tensor([-1, 1]) })));
 * ```
 * @see costOf for what is counted.
 */
export function explain(graph: Graph): string {
  checkGraph("explain", graph);
  const { numbers, inputs, constants, nodes, outputs } = graph;
  const values = new Map<number, GraphValue>([...inputs, ...constants, ...nodes].map((v) => [v.id, v]));
  const used = new Set([...nodes.flatMap((node) => node.inputs), ...paths(outputs).map(([, id]) => id)]);
  const costs = costsOf(graph);
  const kernels = [...costs.kernels].sort(([, a], [, b]) =>
    a.flops === b.flops ? b.bytes - a.bytes : b.flops - a.flops,
  );
  const sections: readonly (readonly [title: string, rows: readonly (readonly string[])[]])[] = [
    ...roles(inputs).map(([role, of]): [string, string[][]] => [
      `${role}${hint(of, numbers)}`,
      of.map((input) => [id(input), form(input), input.path, used.has(input.id) ? "" : "not used"]),
    ]),
    [
      "constants: made from numbers inside the function, the same in every replay",
      constants.map((each) => [id(each), form(each), shown(each)]),
    ],
    [
      "nodes",
      nodes.map((node) => [
        id(node),
        node.kernel,
        applied(node, values),
        ...takes(costs.nodes.get(node.id)!),
        attrsOf(node),
      ]),
    ],
    ["outputs", paths(outputs).map(([path, at]) => [`%${at}`, form(values.get(at)!), path])],
    [
      "kernels",
      [...kernels, ["total", costs.total] as const].map(([kernel, cost]) => [
        kernel,
        runs(cost),
        ...takes(cost),
      ]),
    ],
  ];
  return sections
    .filter(([, rows]) => rows.length > 0)
    .map(([title, rows]) => `${title}\n${table(rows)}`)
    .join("\n\n");
}

function roles(inputs: readonly GraphInput[]): [role: string, inputs: GraphInput[]][] {
  const byRole = new Map<string, GraphInput[]>();
  for (const input of inputs) byRole.set(input.role, [...(byRole.get(input.role) ?? []), input]);
  return [...byRole];
}

const hint = (inputs: readonly GraphInput[], numbers: readonly string[]): string => {
  const count = inputs.reduce((total, { shape }) => total + sizeOf(shape), 0);
  const bytes = inputs.reduce(
    (total, { shape, dtype }) => total + sizeOf(shape) * arrayOf[dtype].BYTES_PER_ELEMENT,
    0,
  );
  const from = inputs.every(({ computed }) => computed !== undefined)
    ? `, computed from ${numbers.join(", ")}`
    : "";
  return `: ${count.toLocaleString("en")} number${count === 1 ? "" : "s"}, ${scaled(bytes, "B")}${from}`;
};

const id = (value: GraphValue): string => `%${value.id}`;
const form = ({ shape, dtype }: GraphValue): string => `${dtype} ${showShape(shape)}`;
const runs = ({ runs }: TotalCost): string => `${runs} run${runs === 1 ? "" : "s"}`;
const takes = ({ flops, bytes }: Cost): [string, string] => [scaled(flops, "FLOP"), scaled(bytes, "B")];

function applied(node: GraphNode, values: ReadonlyMap<number, GraphValue>): string {
  const inputs = node.inputs.map((of) => `%${of} ${showShape(values.get(of)!.shape)}`);
  return `${inputs.join(", ")} → ${form(node)}`;
}

/** The attributes that do not follow from the shapes. */
function attrsOf({ attrs }: GraphNode): string {
  const told = Object.entries(attrs).filter(
    ([name, value]) => value !== false && !["shape", "kept", "size", "dtype", "rows", "depth"].includes(name),
  );
  const show = (value: unknown): string => (Array.isArray(value) ? showShape(value) : String(value));
  return told.map(([name, value]) => (value === true ? name : `${name} ${show(value)}`)).join(", ");
}

function shown({ data }: GraphConstant): string {
  const first = [...data.subarray(0, 4)].map((value) => String(Number(value.toPrecision(6))));
  return data.length === 1 ? first[0]! : `[${first.join(", ")}${data.length > 4 ? ", …" : ""}]`;
}

/** Three digits and a prefix: 1.00 MFLOP. */
function scaled(count: number, unit: string): string {
  if (count < 1000) return `${count} ${unit}`;
  const [digits, exponent] = count.toExponential(2).split("e").map(Number) as [number, number];
  const prefixes = ["", "k", "M", "G", "T", "P"];
  const step = Math.min(prefixes.length - 1, Math.floor(exponent / 3));
  return `${(digits * 10 ** (exponent - 3 * step)).toPrecision(3)} ${prefixes[step]!}${unit}`;
}

/** Columns as wide as their widest cell, amounts aligned right. */
function table(rows: readonly (readonly string[])[]): string {
  const isAmount = (cell: string): boolean => /^[\d.]+ (?:[kMGTP]?(?:FLOP|B)|runs?)$/.test(cell);
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const padded = (cell: string, column: number): string =>
    isAmount(cell) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!);
  return rows.map((row) => `  ${row.map(padded).join("  ").trimEnd()}`).join("\n");
}
