import { decimal, polynomial, rewrittenResults } from "./rewritten-results.ts";

/**
 * $\pi/2$ in parts with so few bits that any multiple of each, up to $2^{19}$, is exact in float32; the last part is the rest.
 *
 * @see Cody and Waite, "Software manual for the elementary functions", 1980, ch. 8.
 */
const quarters = [25 / 16, 17 / 2 ** 11, -37 / 2 ** 23];
const rest = Math.PI / 2 - quarters.reduce((sum, part) => sum + part);

/** The range in which quarter turns are counted: above 1/4 for the sine, which uses its series below that, and up to $2^{19}$. */
const from = { sin: 1 / 4, cos: 0 } as const;
const to = 2 ** 19;

const bits = (value: number): string =>
  `0x${new Uint32Array(Float32Array.of(value).buffer)[0]!.toString(16)}u`;

/**
 * A compute shader that replaces the results `y` by sines or cosines. The rest of `x` after $k$ quarter turns,
 * $r = x - k\,\pi/2$, lies within $\pm\pi/4$, where a few terms of the series give full float32 precision.
 *
 * @see NIST Digital Library of Mathematical Functions, §4.19.1 and §4.19.2.
 */
export const waveShader = (name: "sin" | "cos"): string =>
  rewrittenResults(`${name} by quarter turns`, [
    "let size = bitcast<u32>(x) & 0x7fffffffu;",
    `if (size < ${bits(from[name])} || size > ${bits(to)}) { return; }`,
    `let k = round(x * ${decimal(2 / Math.PI)});`,
    `let r = ${[...quarters, rest].reduce((left, part) => `(${left} - k * ${decimal(part)})`, "x")};`,
    "let q = r * r;",
    `let turn = i32(k)${name === "cos" ? " + 1" : ""};`,
    `let sine = r * (${polynomial(1, -1 / 6, 1 / 120, -1 / 5040, 1 / 362880)});`,
    `let cosine = ${polynomial(1, -1 / 2, 1 / 24, -1 / 720, 1 / 40320)};`,
    "let y = select(sine, cosine, (turn & 1) == 1);",
    "y0[i] = select(y, -y, (turn & 2) == 2);",
  ]);
