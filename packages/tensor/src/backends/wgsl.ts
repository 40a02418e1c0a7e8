import type { ElementOperation, Elementwise } from "../backend.ts";
import { hoisted } from "./invariants.ts";

/**
 * A program as a WGSL compute shader: one invocation per element. Binding 0 is the uniform, followed by the inputs, and
 * then the outputs that do not overwrite an input.
 */
export interface Shader {
  readonly code: string;
  /** For each output the index of its buffer among the inputs and outputs. */
  readonly outputAt: readonly number[];
  /** The number of buffers, not counting the uniform. */
  readonly bufferCount: number;
  /** The dispatch for this many elements, and the uniform's bytes; `undefined` if the scalars exceed float32. */
  dispatch(count: number, scalars: readonly number[]): Dispatch | undefined;
}

/** Workgroups for this many elements, and the number of invocations in a row of them. */
export interface Grid {
  readonly workgroups: readonly [x: number, y: number];
  readonly row: number;
}

interface Dispatch extends Pick<Grid, "workgroups"> {
  readonly uniform: ArrayBuffer;
}

export const workgroupSize = 64;
/** A device need not take more workgroups than this in one direction. */
const mostWorkgroups = 65535;

export function gridOf(count: number): Grid {
  const groups = Math.ceil(count / workgroupSize);
  const y = Math.ceil(groups / mostWorkgroups);
  const x = Math.ceil(groups / y);
  return { workgroups: [x, y], row: x * workgroupSize };
}

const operations: Readonly<Record<Exclude<ElementOperation, "pow">, (a: string, b?: string) => string>> = {
  add: (a, b) => `${a} + ${b}`,
  sub: (a, b) => `${a} - ${b}`,
  mul: (a, b) => `${a} * ${b}`,
  div: (a, b) => `${a} / ${b}`,
  neg: (a) => `-${a}`,
  sqrt: (a) => `sqrt(${a})`,
  square: (a) => `${a} * ${a}`,
  sign: (a) => `sign(${a})`,
  abs: (a) => `abs(${a})`,
  maximum: (a, b) => `max(${a}, ${b})`,
};

/**
 * Writes a program as a shader, or returns `undefined` if WGSL lacks an operation: its power does not accept a negative
 * base.
 *
 * @param into for output `k` the input whose memory it overwrites.
 * @see WebGPU Shading Language, W3C, §13.4.1, on the accuracy of its operations.
 */
export function shaderOf(
  program: Elementwise,
  into: readonly (number | undefined)[] = [],
): Shader | undefined {
  const plan = hoisted(program);
  const { nodes, outputs, inputCount, varies, fixed } = plan;
  if (!outputs.every((node) => varies[node] === true)) return undefined;
  const lines: string[] = [];
  const value = (node: number): string => (varies[node] === true ? `n${node}` : `fixed.n${node}`);
  for (const [at, node] of nodes.entries()) {
    if (varies[at] !== true) continue;
    if (node.kind === "pow") return undefined;
    if (node.kind === "input") lines.push(`let n${at} = x${node.index}[i];`);
    else if ("of" in node)
      lines.push(`let n${at} = ${operations[node.kind](...(node.of.map(value) as [string, string?]))};`);
  }
  const added = outputs.flatMap((_, k) => (into[k] === undefined ? [k] : []));
  const outputAt = outputs.map((_, k) => into[k] ?? inputCount + added.indexOf(k));
  const bufferCount = inputCount + added.length;
  const buffers = Array.from({ length: bufferCount }, (_, at) => {
    const access = outputAt.includes(at) ? "read_write" : "read";
    return `@group(0) @binding(${at + 1}) var<storage, ${access}> x${at}: array<f32>;`;
  });
  const code = `// ${program.name}
struct Fixed {
  count: u32,
  row: u32,
${fixed.map((node) => `  n${node}: f32,\n`).join("")}}
@group(0) @binding(0) var<uniform> fixed: Fixed;
${buffers.join("\n")}

@compute @workgroup_size(${workgroupSize})
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let i = id.y * fixed.row + id.x;
  if (i >= fixed.count) { return; }
${lines.map((line) => `  ${line}\n`).join("")}${outputs.map((node, k) => `  x${outputAt[k]}[i] = n${node};\n`).join("")}}
`;
  return {
    code,
    outputAt,
    bufferCount,
    dispatch(count, scalars) {
      const values = plan.valuesAt(scalars);
      if (values === undefined) return undefined;
      const { workgroups, row } = gridOf(count);
      const uniform = new ArrayBuffer(4 * (2 + values.length));
      new Uint32Array(uniform).set([count, row]);
      new Float32Array(uniform).set(values, 2);
      return { uniform, workgroups };
    },
  };
}
