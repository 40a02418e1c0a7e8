import type { Header } from "./header.ts";

/**
 * A grid of pixels that is stored as a separate image: every `stepX`-th pixel from `x`, every `stepY`-th row from `y`.
 */
interface Pass {
  readonly x: number;
  readonly y: number;
  readonly stepX: number;
  readonly stepY: number;
}

const whole: readonly Pass[] = [{ x: 0, y: 0, stepX: 1, stepY: 1 }];

const adam7: readonly Pass[] = [
  { x: 0, y: 0, stepX: 8, stepY: 8 },
  { x: 4, y: 0, stepX: 8, stepY: 8 },
  { x: 0, y: 4, stepX: 4, stepY: 8 },
  { x: 2, y: 0, stepX: 4, stepY: 4 },
  { x: 0, y: 2, stepX: 2, stepY: 4 },
  { x: 1, y: 0, stepX: 2, stepY: 2 },
  { x: 0, y: 1, stepX: 1, stepY: 2 },
];

interface Grid extends Pass {
  readonly columns: number;
  readonly rows: number;
  /** Bytes per row, without the filter byte. */
  readonly bytes: number;
}

function gridsOf({ width, height, depth, samples, interlaced }: Header): readonly Grid[] {
  return (interlaced ? adam7 : whole)
    .map((pass) => {
      const columns = Math.ceil((width - pass.x) / pass.stepX);
      const rows = Math.ceil((height - pass.y) / pass.stepY);
      return { ...pass, columns, rows, bytes: Math.ceil((columns * samples * depth) / 8) };
    })
    .filter(({ columns, rows }) => columns > 0 && rows > 0);
}

/** The required size of the unpacked image data, in bytes. */
export function packedSize(header: Header): number {
  return gridsOf(header).reduce((sum, { rows, bytes }) => sum + rows * (1 + bytes), 0);
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? above : corner;
}

/** What each filter predicts for a byte from the bytes to its left, above, and above left. */
const filters: readonly ((left: number, above: number, corner: number) => number)[] = [
  () => 0,
  (left) => left,
  (_, above) => above,
  (left, above) => (left + above) >> 1,
  paeth,
];

/**
 * Undoes filters and interlacing: returns the image's samples, pixel after pixel, or the position of a filter that PNG
 * does not define.
 *
 * @param data unpacked image data of {@link packedSize} bytes; its rows are modified in place
 * @see ISO/IEC 15948, "Portable Network Graphics (PNG)", §8 (interlacing) and §9 (filtering).
 */
export function samplesOf(
  header: Header,
  data: Uint8Array,
): Uint8Array | Uint16Array | { readonly wrong: number } {
  const { width, height, depth, samples } = header;
  const output = new (depth === 16 ? Uint16Array : Uint8Array)(width * height * samples);
  const pixel = Math.max(1, (samples * depth) / 8);
  const mask = (1 << depth) - 1;
  let at = 0;
  for (const { x, y, stepX, stepY, columns, rows, bytes } of gridsOf(header)) {
    let above: Uint8Array = new Uint8Array(bytes);
    for (let row = 0; row < rows; row++) {
      const guess = filters[data[at]!];
      if (guess === undefined) return { wrong: at };
      const line = data.subarray(at + 1, at + 1 + bytes);
      for (let i = 0; i < bytes; i++) {
        line[i]! += guess(line[i - pixel] ?? 0, above[i]!, above[i - pixel] ?? 0);
      }
      for (let i = 0; i < columns * samples; i++) {
        const value =
          depth === 8
            ? line[i]!
            : depth === 16
              ? (line[2 * i]! << 8) | line[2 * i + 1]!
              : (line[(i * depth) >> 3]! >> (8 - depth - ((i * depth) & 7))) & mask;
        const column = x + stepX * Math.floor(i / samples);
        output[((y + stepY * row) * width + column) * samples + (i % samples)] = value;
      }
      above = line;
      at += 1 + bytes;
    }
  }
  return output;
}
