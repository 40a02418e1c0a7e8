import { workgroupSize } from "./wgsl.ts";

/** A number as WGSL writes it. */
export const decimal = (value: number): string => (Number.isInteger(value) ? `${value}.0` : `(${value})`);

/** A polynomial of `q` by Horner's rule: $c_0 + q\,(c_1 + q\,(c_2 + \dots))$. */
export const polynomial = (...coefficients: readonly number[]): string =>
  coefficients.map(decimal).reduceRight((sum, c) => `${c} + q * (${sum})`);

/**
 * A compute shader that looks at each argument `x`, number `i`, and writes `y0[i]` again where the result there is not
 * precise enough.
 */
export const rewrittenResults = (what: string, body: readonly string[]): string => `// ${what}
struct Grid { count: u32, row: u32 }
@group(0) @binding(0) var<uniform> grid: Grid;
@group(0) @binding(1) var<storage, read> x0: array<f32>;
@group(0) @binding(2) var<storage, read_write> y0: array<f32>;

@compute @workgroup_size(${workgroupSize})
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let i = id.y * grid.row + id.x;
  if (i >= grid.count) { return; }
  let x = x0[i];
${body.map((line) => `  ${line}\n`).join("")}}
`;
