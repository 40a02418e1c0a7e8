/** A point of a figure. */
export type Point = readonly [x: number, y: number];

/** A line of a figure. */
export interface Line {
  readonly name: string;
  readonly points: readonly Point[];
  /** A dot at each point, for a path whose points are steps. */
  readonly dots?: boolean;
}

/** A figure that needs no script: lines over two axes, what they show in words, and a table of their data. */
export interface Plot {
  readonly title: string;
  readonly summary: string;
  readonly x: string;
  readonly y: string;
  readonly lines: readonly Line[];
  /** Lines in the background, such as those of equal loss. */
  readonly ground?: readonly (readonly Point[])[];
  readonly table: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
}

/** A text in each language. */
export interface Said {
  readonly en: string;
  readonly zh: string;
}

/** A figure before its language is chosen. */
export interface Figure {
  readonly title: Said;
  readonly summary: Said;
  readonly x: Said;
  readonly y: Said;
  readonly lines: readonly (Omit<Line, "name"> & { readonly name: Said | string })[];
  readonly ground?: readonly (readonly Point[])[];
  /** What the points' numbers are in the table, if it is not the lines' own. */
  readonly table?: {
    readonly head: readonly (Said | string)[];
    readonly rows: readonly (readonly string[])[];
  };
}

/** A number with four digits, as the pages write it. */
export const short = (value: number): string => {
  if (!Number.isFinite(value)) return "–";
  const rounded = Number(value.toPrecision(4));
  const size = Math.abs(rounded);
  const text = size !== 0 && (size < 1e-3 || size >= 1e5) ? rounded.toExponential() : String(rounded);
  return text.replace("-", "−");
};

/** Few digits are enough to draw. */
export const rounded = (value: number): number => Number(value.toPrecision(5));

/** The values of lines over the same x at some of them, as rows of a table. */
export function rowsAt(lines: readonly { readonly points: readonly Point[] }[], count: number): string[][] {
  const points = lines[0]?.points ?? [];
  const every = Math.max(1, Math.round((points.length - 1) / (count - 1)));
  return points.flatMap(([x], i) =>
    i % every === 0 ? [[short(x), ...lines.map((line) => short(line.points[i]?.[1] ?? Number.NaN))]] : [],
  );
}

/** The figure in a language. */
export function inLanguage(figure: Figure, language: "en" | "zh"): Plot {
  const say = (text: Said | string): string => (typeof text === "string" ? text : text[language]);
  const lines = figure.lines.map((line) => ({
    ...line,
    name: say(line.name),
    points: line.points.map(([x, y]): Point => [rounded(x), rounded(y)]),
  }));
  const table = figure.table ?? {
    head: [figure.x, ...figure.lines.map(({ name }) => name)],
    rows: rowsAt(figure.lines, 11),
  };
  return {
    title: say(figure.title),
    summary: say(figure.summary),
    x: say(figure.x),
    y: say(figure.y),
    lines,
    ...(figure.ground && {
      ground: figure.ground.map((line) => line.map(([x, y]): Point => [rounded(x), rounded(y)])),
    }),
    table: { head: table.head.map(say), rows: table.rows },
  };
}

/** Numbers from one to another at equal distances. */
export const spaced = (from: number, to: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => Number((from + ((to - from) * i) / (count - 1)).toFixed(10)));
