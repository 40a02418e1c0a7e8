/** An axis: where its numbers lie on the paper, and which of them are written. */
export interface Axis {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
  readonly at: (value: number) => number;
}

const steps = [1, 2, 2.5, 5, 10] as const;

/** An axis for these numbers from one end of the paper to the other, with about `count` round numbers written. */
export function axis(values: readonly number[], from: number, to: number, count: number): Axis {
  const finite = values.filter(Number.isFinite);
  const [least, most] = [Math.min(...finite), Math.max(...finite)];
  const margin = (most > least ? most - least : Math.max(Math.abs(most), 1)) * 0.04;
  const [low, high] = [least - margin, most + margin];
  const size = 10 ** Math.floor(Math.log10((high - low) / count));
  const step = size * (steps.find((each) => (high - low) / (size * each) <= count) ?? 10);
  const ticks: number[] = [];
  for (let k = Math.ceil(low / step); k * step <= high; k++) ticks.push(Number((k * step).toPrecision(10)));
  return { low, high, ticks, at: (value) => from + ((value - low) / (high - low)) * (to - from) };
}
