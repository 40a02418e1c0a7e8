import { minimum, type Penalty, type Weights } from "../../penalised.ts";
import figure from "../Figure/styles.module.css";
import { least, most, strongest } from "./state.ts";
import styles from "./styles.module.css";

interface Props {
  readonly a: Weights;
  readonly lambda: number;
  readonly penalty: Penalty;
  readonly label: string;
}

const [width, height, left, right, top, bottom] = [400, 400, 34, 388, 16, 362] as const;
const across = (lambda: number): number => left + (lambda / strongest) * (right - left);
const up = (weight: number): number => bottom - ((weight - least) / (most - least)) * (bottom - top);

/** Both weights at the minimum against λ. */
export default function Path({ a, lambda, penalty, label }: Props) {
  const strengths = Array.from({ length: 121 }, (_, i) => (i / 120) * strongest);
  const points = (i: 0 | 1): string =>
    strengths
      .map((each) => `${across(each).toFixed(1)},${up(minimum(penalty, a, each)[i]).toFixed(1)}`)
      .join(" ");
  const at = minimum(penalty, a, lambda);
  return (
    <svg className={figure.picture} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {[-1, 0, 1, 2, 3].map((tick) => (
        <g key={tick}>
          <line className={figure.axis} x1={left} x2={right} y1={up(tick)} y2={up(tick)} />
          <text className={figure.tick} x={left - 16} y={up(tick) + 5}>
            {String(tick).replace("-", "−")}
          </text>
        </g>
      ))}
      {[0, 1, 2, 3].map((tick) => (
        <text key={tick} className={figure.tick} x={across(tick)} y={height - 14}>
          {tick === 0 ? "λ = 0" : tick}
        </text>
      ))}
      <line className={styles.now} x1={across(lambda)} x2={across(lambda)} y1={top} y2={bottom} />
      <polyline className={styles.first} points={points(0)} />
      <polyline className={styles.second} points={points(1)} />
      <circle className={styles.firstDot} cx={across(lambda)} cy={up(at[0])} r={5} />
      <circle className={styles.secondDot} cx={across(lambda)} cy={up(at[1])} r={5} />
    </svg>
  );
}
