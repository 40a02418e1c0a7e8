import type * as Solution from "./key/solution.ts";
import { cliff } from "./provided/cliff.ts";
import { train, type Training, write } from "./provided/training.ts";
import { mapTree } from "./provided/tree.ts";

type Module = typeof Solution;
type Point = readonly [x: number, y: number];
interface Place {
  readonly w: number;
  readonly b: number;
}

const [width, height] = [640, 760];
const [left, right] = [56, width - 16];

/** Each part's colour on a light page and on a dark one. */
const colors = {
  paper: ["#fffdf8", "#16191f"],
  ink: ["#22262e", "#e8eaf0"],
  level: ["#9aa0ad", "#5a6170"],
  free: ["#b4420f", "#ff9a66"],
  clipped: ["#1f5fbf", "#7fb0ff"],
} as const;
const styled = (shade: 0 | 1): string =>
  Object.entries(colors)
    .map(([name, shades]) => `.lab-13 .${name} { color: ${shades[shade]} }`)
    .join("\n");
export const style = `.lab-13 text { font: 15px system-ui, sans-serif }
.lab-13 .written { font: 14px ui-monospace, monospace }
.lab-13 text, .lab-13 rect, .lab-13 circle, .lab-13 .level path { fill: currentColor }
.lab-13 polyline, .lab-13 line, .lab-13 .mark { fill: none; stroke: currentColor; stroke-width: 1.5 }
${styled(0)}
@media (prefers-color-scheme: dark) { ${styled(1)} }`;

const label = (name: string, [x, y]: Point, words: string, anchor = "start"): string =>
  `<text class="${name}" x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${words}</text>`;
const polyline = (points: readonly Point[], dashes = "none"): string =>
  `<polyline stroke-dasharray="${dashes}" points="${points.map((each) => each.map((n) => n.toFixed(1)).join()).join(" ")}"/>`;
const cross = ([x, y]: Point): string =>
  `<path class="mark" d="M${(x - 3.5).toFixed(1)} ${(y - 3.5).toFixed(1)}l7 7m0 -7l-7 7"/>`;
const dot = ([x, y]: Point): string => `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="2.5"/>`;

const [top, bottom, cell] = [10, 290, 4];
const px = (w: number): number => left + ((w - 3.2) / 3.2) * (right - left);
const py = (b: number): number => bottom - ((b + 3.4) / 2.6) * (bottom - top);

/** The loss of provided/cliff.ts in tones, the darker the higher: one path for each tone. */
function landscape(): string {
  const tones: string[] = Array.from({ length: 11 }, () => "");
  const [columns, rows] = [(right - left) / cell, (bottom - top) / cell];
  for (let row = 0; row < rows; row++) {
    const toneAt = (column: number): number => {
      const [w, b] = [3.2 + ((column + 0.5) / columns) * 3.2, -0.8 - ((row + 0.5) / rows) * 2.6];
      return Math.round(10 * Math.sqrt(cliff(w, b).loss / 0.5));
    };
    for (let from = 0, to; from < columns; from = to) {
      const tone = toneAt(from);
      for (to = from + 1; to < columns && toneAt(to) === tone; to++);
      tones[tone] +=
        `M${left + from * cell} ${top + row * cell}h${(to - from) * cell}v${cell}h${(from - to) * cell}z`;
    }
  }
  return `<g class="level">${tones.map((d, tone) => `<path opacity="${(tone / 10).toFixed(1)}" d="${d}"/>`).join("")}</g>`;
}

/** Two walks over the cliff: crosses without clipping, dots with it. A step out of the picture ends at its edge. */
export function cliffChart({
  free,
  clipped,
}: {
  readonly free: readonly Place[];
  readonly clipped: readonly Place[];
}): string {
  const inside = ({ w, b }: Place): boolean => w > 3.2 && w < 6.4 && b > -3.4 && b < -0.8;
  const pointOf = ({ w, b }: Place): Point => [px(w), py(b)];
  const leaves = free.findIndex((place) => !inside(place));
  const seen = leaves < 0 ? free : free.slice(0, leaves);
  const path = seen.map(pointOf);
  if (leaves > 0) {
    const [from, to] = [free[leaves - 1]!, free[leaves]!];
    // As far along as the upper edge, whatever the step's length.
    const share = (-0.8 - from.b) / (to.b - from.b);
    path.push([px(from.w + share * (to.w - from.w)), top]);
  }
  const kept = clipped.filter(inside).map(pointOf);
  const ticks = [
    ...[3.5, 4, 4.5, 5, 5.5, 6].map((w) => label("ink", [px(w), bottom + 20], String(w), "middle")),
    ...[-3, -2, -1].map((b) => label("ink", [left - 8, py(b) + 5], String(b).replace("-", "−"), "end")),
  ];
  return `${landscape()}
<g class="free">${polyline(path)}${seen.map((place) => cross(pointOf(place))).join("")}</g>
<g class="clipped">${polyline(kept, "4 3")}${kept.map(dot).join("")}</g>
${ticks.join("")}${label("ink", [right, bottom + 36], "w", "end")}${label("ink", [14, top + 12], "b")}
${label("free", [px(5.02), top + 22], "× unclipped · 不裁剪", "end")}${label("clipped", [px(3.3), py(-1.2)], "• clipped · 裁剪")}`;
}

/** 200 steps of descent over the cliff, through the learner's clipByNorm or without it. */
function walk(clip: (gradient: number[]) => number[]): readonly Place[] {
  let place: Place = { w: 6, b: -1.5 };
  return [
    place,
    ...Array.from({ length: 200 }, () => {
      const [w = 0, b = 0] = clip(cliff(place.w, place.b).gradient);
      return (place = { w: place.w - w, b: place.b - b });
    }),
  ];
}

/** Two trainings on Moby-Dick: the loss as a mean of ten steps, and below it the norm of each gradient. */
function novelChart(free: Training, clipped: Training): string {
  const x = (t: number): number => left + (t / 500) * (right - left);
  const loss = (value: number): number => 490 - ((Math.min(value, 3.6) - 2.1) / 1.5) * 130;
  const size = (value: number): number =>
    640 - ((Math.log10(Math.min(Math.max(value, 0.1), 1e3)) + 1) / 4) * 120;
  const curve = ({ losses }: Training): readonly Point[] =>
    Array.from({ length: 50 }, (_, i) => {
      const ten = losses.slice(10 * i, 10 * i + 10);
      return [x(10 * i + 5), loss(ten.reduce((sum, each) => sum + each) / 10)];
    });
  const norms = ({ norms: all }: Training, mark: (at: Point) => string): string =>
    all.map((each, t) => mark([x(t), size(each)])).join("");
  const rule = (y: number, words: string): string =>
    `<line class="level" x1="${left}" x2="${right}" y1="${y.toFixed(1)}" y2="${y.toFixed(1)}"/>${label("ink", [left - 8, y + 5], words, "end")}`;
  return [
    ...[2.2, 2.6, 3, 3.4].map((value) => rule(loss(value), String(value))),
    ...[0.1, 1, 10, 100, 1000].map((value) => rule(size(value), String(value))),
    label("ink", [right, 352], "loss · 损失", "end"),
    label("ink", [right, 510], "‖∇J‖", "end"),
    `<g class="free">${polyline(curve(free))}${norms(free, cross)}</g>`,
    `<g class="clipped">${polyline(curve(clipped), "4 3")}${norms(clipped, dot)}</g>`,
    ...[0, 100, 200, 300, 400, 500].map((t) => label("ink", [x(t), 662], String(t), "middle")),
  ].join("\n");
}

/** Numbers from 0 to 1, the same every time. */
function draws(): () => number {
  let last = 13;
  return () => (last = (last * 16_807) % 2_147_483_647) / 2_147_483_647;
}

/** The cliff, and Moby-Dick: each with and without the learner's clipping. */
export async function draw(module: Module): Promise<string> {
  const { clipByNorm, clipFirst, skipNonFinite } = module;
  const descent: Solution.Rule<null> = (gradient, state) => ({ update: mapTree((g) => -g, gradient), state });
  const start = { state: null, skipped: 0 };
  const free = await train(skipNonFinite(descent, 3), start);
  const clipped = await train(skipNonFinite(clipFirst(descent, 1), 3), start);
  const walks = { free: walk((g) => g), clipped: walk((g) => clipByNorm(g, 0.5)) };
  const lines = [free, clipped].map(({ net }) => write(net, 60, draws()));
  return `<svg xmlns="http://www.w3.org/2000/svg" class="lab-13" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="lab-13-title lab-13-text">
<title id="lab-13-title">Gradient clipping on a cliff, and on Moby-Dick · 梯度裁剪：悬崖上，以及《白鲸》上</title>
<desc id="lab-13-text">Above: the loss of a recurrent network of one unit; without clipping, descent is thrown out of the picture at its sixty-first step, with your clipByNorm it continues along the valley. Below: a network that reads Moby-Dick; without clipping a few gradients a hundred times as long as the others end its learning, with your clipFirst the loss keeps falling. At the bottom, what each of the two networks writes. · 上图：一个单元的循环网络的损失；不裁剪，梯度下降在第 61 步被抛出画面，用了你的 clipByNorm，就沿着谷底继续走。下图：读《白鲸》的网络；不裁剪，几个比别处长上百倍的梯度就断送了学习，用了你的 clipFirst，损失继续下降。最下面是两个网络各自写出来的文字。</desc>
<style>${style}
</style>
<rect class="paper" width="${width}" height="${height}"/>
${cliffChart(walks)}
${novelChart(free, clipped)}
<text class="free written" x="20" y="704">× ${lines[0]!}</text>
<text class="clipped written" x="20" y="732">• ${lines[1]!}</text>
</svg>
`;
}
