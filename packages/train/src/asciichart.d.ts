/** The part of asciichart that is used here; the package ships no types. */
declare module "asciichart" {
  interface Chart {
    plot(
      series: readonly number[],
      options?: { readonly height?: number; readonly format?: (x: number) => string },
    ): string;
  }
  const chart: Chart;
  export default chart;
}
