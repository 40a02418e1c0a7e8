import { type DType, type KernelAttrs, type KernelName, sizeOf, type Shape } from "@downhill/tensor";
import type { Form } from "@downhill/tensor/trace";
import type { OnnxAttribute, OnnxConstant, OnnxNode, OnnxValue } from "./onnx.ts";

/** How a kernel is written in ONNX's operators: the nodes that it needs, and the name of the value that is its result. */
export type Row<K extends KernelName> = (
  to: Lowering,
  inputs: readonly OnnxValue[],
  attrs: KernelAttrs[K],
  output: Form,
) => string;

/** Collects nodes and constants. The same operator on the same values is written once, so rows may repeat each other. */
export class Lowering {
  readonly nodes: OnnxNode[] = [];
  readonly constants: OnnxConstant[] = [];
  readonly #known = new Map<string, string>();

  /** Adds a node, or finds the one that computes the same; returns the name of its result. */
  node(
    op: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, OnnxAttribute>> = {},
  ): string {
    return this.#once(JSON.stringify([op, inputs, attributes]), (output) => {
      this.nodes.push({ op, inputs, output: `${output}:${op}`, attributes });
      return `${output}:${op}`;
    });
  }

  /** A list of whole numbers, which operators take as lengths, axes and positions. */
  ints(values: readonly number[]): string {
    return this.constant([values.length], "int64", BigInt64Array.from(values, BigInt));
  }

  /** One number. */
  scalar(value: number, dtype: "float32" | "int32"): string {
    return this.constant([], dtype, dtype === "int32" ? Int32Array.of(value) : Float32Array.of(value));
  }

  /** A value that is part of the file. */
  constant(shape: Shape, dtype: OnnxValue["dtype"], data: OnnxConstant["data"]): string {
    const add = (name: string): string => {
      this.constants.push({ name, shape, dtype, data });
      return name;
    };
    const key = `${dtype}[${shape.join()}]${data.length > 64 ? "" : data.join()}`;
    return data.length > 64 || [...data].some((value) => Object.is(value, -0))
      ? add(this.#next())
      : this.#once(key, add);
  }

  /** Gives results their names: the node that computes one bears it, and only what no node computes is copied. */
  name(results: readonly (readonly [name: string, value: string])[]): void {
    const own = new Set(this.nodes.map(({ output }) => output));
    const renamed = new Map<string, string>();
    const copies: OnnxNode[] = [];
    for (const [name, value] of results) {
      if (own.has(value) && !renamed.has(value)) renamed.set(value, name);
      else copies.push({ op: "Identity", inputs: [value], output: name, attributes: {} });
    }
    const now = (name: string): string => renamed.get(name) ?? name;
    const nodes = [...this.nodes, ...copies].map((node) => ({
      ...node,
      inputs: node.inputs.map(now),
      output: now(node.output),
    }));
    this.nodes.splice(0, this.nodes.length, ...nodes);
    const used = new Set(nodes.flatMap(({ inputs }) => inputs));
    const constants = this.constants.filter(({ name }) => used.has(name));
    this.constants.splice(0, this.constants.length, ...constants);
  }

  reshape(x: string, shape: Shape): string {
    return this.node("Reshape", [x, this.ints(shape)]);
  }

  transpose(x: string, perm: readonly number[]): string {
    return perm.every((axis, i) => axis === i) ? x : this.node("Transpose", [x], { perm });
  }

  /** A tensor of equal values. */
  filled(shape: Shape, dtype: DType, value: number): string {
    if (sizeOf(shape) === 0 || dtype === "bool") {
      const Data = dtype === "int32" ? Int32Array : dtype === "bool" ? Uint8Array : Float32Array;
      return this.constant(shape, dtype, new Data(sizeOf(shape)).fill(value));
    }
    return this.node("Expand", [this.scalar(value, dtype as "float32"), this.ints(shape)]);
  }

  #values = 0;
  #next(): string {
    return `%${this.#values++}`;
  }

  #once(key: string, make: (name: string) => string): string {
    const known = this.#known.get(key) ?? make(this.#next());
    this.#known.set(key, known);
    return known;
  }
}
