import type { Algebra } from "./algebra.ts";

/**
 * How far RAdam trusts $v$ at step $t$: $k_t$, which is 1 once $\rho_t$ exceeds 5 and 0 before (a rule has no `if`), and the
 * factor $r_t$, which rises to 1. While $k_t$ is 0, $r_t$ is not used, and treating $\rho$ as 5 keeps it finite.
 */
export function rectification<V>(
  { sub, mul, div, pow, sqrt, sign, maximum, named }: Algebra<V>,
  { t, beta2 }: { readonly t: V | number; readonly beta2: V | number },
): { readonly k: V; readonly r: V } {
  const limit = named(String.raw`\rho_\infty`, sub(div(2, sub(1, beta2)), 1));
  const decayed = pow(beta2, t);
  const length = named(String.raw`\rho_t`, sub(limit, div(mul(mul(2, t), decayed), sub(1, decayed))));
  const k = named("k_t", maximum(sign(sub(length, 5)), 0));
  const here = named(String.raw`\bar\rho_t`, maximum(length, 5));
  const there = named(String.raw`\bar\rho_\infty`, maximum(limit, 5));
  const r = named(
    "r_t",
    sqrt(div(mul(mul(sub(here, 4), sub(here, 2)), there), mul(mul(sub(there, 4), sub(there, 2)), here))),
  );
  return { k, r };
}
