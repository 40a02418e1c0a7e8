import { type Key, randomBits, tensor } from "@downhill/tensor";
import { fans, type Initialiser } from "./initialisers.ts";

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0);

/**
 * A uniformly random orthogonal matrix: $W^{\mathsf T} W = I$, or $W W^{\mathsf T} = I$ if it is wider than tall. It
 * rotates and reflects but does not stretch, so signals keep their length through any number of linear layers. Leading
 * axes of a convolution's filter count as rows.
 *
 * Normal draws are made orthonormal by the Gram-Schmidt method, applied twice to remove rounding errors.
 *
 * @param shape $[\dots, n_{\text{in}}, n_{\text{out}}]$, at least two axes.
 * @throws ShapeError when the shape has fewer than two axes.
 * @example
 * ```ts
 * import { dense, orthogonal } from "@downhill/nn";
 * const layer = dense(64, 64, { init: orthogonal });
 * ```
 * @see Saxe, McClelland and Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep linear neural
 *   networks", ICLR 2014.
 */
export const orthogonal: Initialiser = (key, shape, options) => {
  const rows = fans(shape).fanIn;
  const columns = shape.at(-1)!;
  const [count, length] = [Math.min(rows, columns), Math.max(rows, columns)];
  const drawn = bell(key, count * length);
  const basis: Float64Array[] = [];
  for (let i = 0; i < count; i++) {
    const vector = drawn.slice(i * length, (i + 1) * length);
    for (const earlier of [...basis, ...basis]) {
      const share = dot(vector, earlier);
      for (let j = 0; j < length; j++) vector[j]! -= share * earlier[j]!;
    }
    const size = Math.sqrt(dot(vector, vector));
    basis.push(vector.map((x) => x / size));
  }
  const values = Float64Array.from({ length: rows * columns }, (_, i) => {
    const [row, column] = [Math.floor(i / columns), i % columns];
    return rows < columns ? basis[row]![column]! : basis[column]![row]!;
  });
  return tensor(values, { ...options, shape });
};

/** Draws from $\mathcal N(0, 1)$, kept on the host, where the vectors are made orthonormal. */
function bell(key: Key, count: number): Float64Array {
  const unit = Float64Array.from(randomBits(key, 2 * count), (word) => (word + 0.5) / 2 ** 32);
  return Float64Array.from(
    { length: count },
    (_, i) => Math.sqrt(-2 * Math.log(unit[i]!)) * Math.cos(2 * Math.PI * unit[count + i]!),
  );
}
