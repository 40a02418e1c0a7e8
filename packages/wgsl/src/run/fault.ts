import type { Text } from "../text.ts";

/** An invocation of a dispatch, by its `global_invocation_id`. */
export type Invocation = readonly [x: number, y: number, z: number];

/** An illegal memory access of a kernel. */
export type Fault = {
  /** The variable, such as `p`. */
  readonly buffer: string;
  /** The element, counted from 0. */
  readonly index: number;
  /** The line of the access in the program. */
  readonly line: number;
  readonly access: "read" | "write";
  readonly invocation: Invocation;
} & (
  | { readonly kind: "outside"; /** How many elements there are. */ readonly length: number }
  | { readonly kind: "race"; /** Who touched the element before. */ readonly other: Invocation }
);

const at = ([x, y, z]: Invocation): string => (y === 0 && z === 0 ? String(x) : `(${x}, ${y}, ${z})`);

/**
 * A fault as a sentence: which invocation, which element, which line.
 *
 * @example
 * ```ts
 * import { compileKernel, describeFault } from "@downhill/wgsl";
 * const kernel = compileKernel(`
 *   @group(0) @binding(0) var<storage, read_write> x: array<f32>;
 *   @compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3<u32>) { x[id.x] = 1.0; }`);
 * const { faults } = kernel.run({ buffers: [new Float32Array(63)], workgroups: 1 });
 * describeFault(faults[0]!).en; // "line 3: invocation 63 writes x[63], but x has 63 elements"
 * ```
 */
export function describeFault(fault: Fault): Text {
  const { buffer, index, line, access, invocation } = fault;
  const element = `${buffer}[${index}]`;
  const zh = access === "read" ? "读" : "写";
  if (fault.kind === "outside") {
    return {
      en: `line ${line}: invocation ${at(invocation)} ${access}s ${element}, but ${buffer} has ${fault.length} ${fault.length === 1 ? "element" : "elements"}`,
      zh: `第 ${line} 行：第 ${at(invocation)} 号调用${zh}了 ${element}，但 ${buffer} 只有 ${fault.length} 个元素`,
    };
  }
  return {
    en: `line ${line}: invocation ${at(invocation)} ${access}s ${element}, which invocation ${at(fault.other)} also uses, in no defined order`,
    zh: `第 ${line} 行：第 ${at(invocation)} 号调用${zh}了 ${element}，而第 ${at(fault.other)} 号调用也在使用它，谁先谁后无法确定`,
  };
}
