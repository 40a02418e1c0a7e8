import {
  symbol,
  symbolCircle,
  symbolCross,
  symbolDiamond,
  symbolSquare,
  symbolStar,
  symbolTriangle,
  symbolWye,
} from "d3-shape";

/** Each at least 4.5 to 1 against its background, white and #15191e. */
const colours = [
  ["#0b63c5", "#6cb3ff"],
  ["#a34700", "#ffa95c"],
  ["#0a7550", "#4fd1a0"],
  ["#8b2fa8", "#d99bf0"],
  ["#b3164f", "#ff8fab"],
  ["#4a5560", "#b8c4d0"],
] as const;
const dashes = ["none", "7 5", "1 5", "11 4 1 4"];
const shapes = [
  symbolCircle,
  symbolSquare,
  symbolTriangle,
  symbolDiamond,
  symbolCross,
  symbolStar,
  symbolWye,
];

/**
 * The style of one curve among several. There are four dash patterns, six colours and seven marks; the only common factor
 * of these numbers is 2, so it takes 84 curves until two look the same.
 */
export interface Stroke {
  /** The class of its colour; `strokeStyle` has the colours. */
  readonly name: string;
  readonly dash: string;
  /** A mark centred at this point. */
  readonly markAt: (x: number, y: number) => string;
}

/** The stroke of the curve with this number, counted from 0. */
export function stroke(i: number): Stroke {
  const name = `stroke-${i % colours.length}`;
  const shape = symbol(shapes[i % shapes.length], 60).digits(1)() ?? "";
  return {
    name,
    dash: dashes[i % dashes.length]!,
    markAt: (x, y) =>
      `<path class="mark ${name}" transform="translate(${x.toFixed(1)},${y.toFixed(1)})" d="${shape}"/>`,
  };
}

/** The colours of this many strokes, as a `style` element of an SVG picture. */
export function strokeStyle(count: number): string {
  const rules = (pick: (pair: (typeof colours)[number]) => string): string =>
    colours
      .slice(0, count)
      .map(
        (pair, i) =>
          `.downhill-plot .stroke-${i} { stroke: ${pick(pair)}; } .downhill-plot .mark.stroke-${i} { fill: ${pick(pair)}; }`,
      )
      .join("\n");
  return `<style>
${rules(([light]) => light)}
@media (prefers-color-scheme: dark) {
${rules(([, dark]) => dark)}
}
</style>`;
}
