/**
 * The value below which the fraction $q$ of the sorted values lies, interpolated linearly between neighbours:
 * $x_{\lfloor h \rfloor} + (h - \lfloor h \rfloor)\,(x_{\lceil h \rceil} - x_{\lfloor h \rfloor})$ with $h = (n - 1)\,q$.
 *
 * @see Hyndman and Fan, "Sample quantiles in statistical packages", The American Statistician 50 (1996), definition 7.
 */
export function quantile(sorted: ArrayLike<number>, q: number): number {
  const place = (sorted.length - 1) * q;
  const below = sorted[Math.floor(place)]!;
  const above = sorted[Math.ceil(place)]!;
  return below + (place - Math.floor(place)) * (above - below);
}
