/** The part of asciichart used here; the package ships no types. */
declare module "asciichart" {
  interface Chart {
    plot(
      series: readonly number[],
      options?: {
        readonly height?: number;
        readonly min?: number;
        readonly max?: number;
        readonly format?: (x: number) => string;
        /** The symbols: for a first value and a tick on the axis, two unused, and six for the line. */
        readonly symbols?: readonly string[];
      },
    ): string;
    readonly blue: string;
    readonly yellow: string;
    readonly green: string;
    readonly magenta: string;
    readonly red: string;
    readonly cyan: string;
    readonly reset: string;
  }
  const chart: Chart;
  export default chart;
}
