import { escaped, sides } from "./plot-frame.ts";
import { stroke } from "./stroke.ts";
import stringWidth from "string-width";

const sample = 34;
const gap = 22;
const rowHeight = 20;
/** The width of a letter in the picture's units, rounded up; Chinese characters take two. */
const letter = 7.4;
/** The letters of a name that fit in a row. */
const longest = Math.floor((sides.right - sides.left - sample - gap) / letter);

/** The names of strokes with a sample of each, in rows above a plot, and their total height. */
export interface Legend {
  readonly height: number;
  readonly drawing: string;
}

/** The legend of curves, in the order of their strokes. */
export function legend(names: readonly string[]): Legend {
  let [x, row] = [sides.left, 0];
  const entries = names.map((name, i) => {
    const text = shortened(name);
    const width = sample + stringWidth(text) * letter;
    if (x > sides.left && x + width > sides.right) [x, row] = [sides.left, row + 1];
    const at = { x, y: 44 + row * rowHeight };
    x += width + gap;
    const { name: colour, dash, markAt } = stroke(i);
    return `<g><title>${escaped(name)}</title><path class="line ${colour}" stroke-dasharray="${dash}" d="M${at.x.toFixed(1)},${at.y}h${sample - 8}"/>${markAt(at.x + (sample - 8) / 2, at.y)}<text x="${(at.x + sample).toFixed(1)}" y="${at.y}" dy="0.35em">${escaped(text)}</text></g>`;
  });
  return { height: names.length === 0 ? 0 : (row + 1) * rowHeight, drawing: entries.join("\n") };
}

function shortened(name: string): string {
  if (stringWidth(name) <= longest) return name;
  let short = "";
  for (const letter of name) {
    if (stringWidth(short + letter) > longest - 1) break;
    short += letter;
  }
  return `${short}…`;
}
