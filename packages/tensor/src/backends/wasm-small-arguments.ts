import type { Info, Lowerings, Run } from "./tensorflow.ts";

// Near 0, $\sin x$ and $\ln(1 + x)$ are as small as $x$. TensorFlow.js's wasm kernels compute them from the larger numbers
// $x + 2\pi$ and $1 + x$, and so lose the digits of x.

const scalar = (run: Run, value: number): Info => run("Fill", {}, { shape: [], value, dtype: "float32" });

/** One or the other, element by element. */
const choose = (run: Run, condition: Info, t: Info, e: Info): Info => run("Select", { condition, t, e });

/** An odd function from its values above 0, and the number itself where the next term, $x^3/6$, is below its precision. */
function sin(run: Run, x: Info): Info {
  const size = run("Abs", { x });
  const above = run("Sin", { x: size });
  const negative = run("Less", { a: x, b: scalar(run, 0) });
  const small = run("Less", { a: size, b: scalar(run, 1e-4) });
  return choose(run, small, x, choose(run, negative, run("Neg", { x: above }), above));
}

/** With $u = 1 + x$ rounded, $\ln u \cdot x/(u - 1)$: the rounding errors of the two factors cancel. */
function log1p(run: Run, x: Info): Info {
  const u = run("Add", { a: x, b: scalar(run, 1) });
  const log = run("Log", { x: u });
  const rounded = run("Sub", { a: u, b: scalar(run, 1) });
  const near = run("Less", { a: run("Abs", { x }), b: scalar(run, 0.5) });
  const gone = run("Equal", { a: rounded, b: scalar(run, 0) });
  const corrected = run("RealDiv", { a: run("Multiply", { a: log, b: x }), b: rounded });
  return choose(run, gone, x, choose(run, near, corrected, log));
}

export const smallArguments: Pick<Lowerings, "sin" | "log1p"> = {
  sin: (run, [x]) => sin(run, x!),
  log1p: (run, [x]) => log1p(run, x!),
};
