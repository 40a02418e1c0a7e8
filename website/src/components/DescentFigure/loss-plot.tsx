import figure from "../Figure/styles.module.css";
import styles from "./styles.module.css";
import { view } from "./view.ts";

interface Props {
  readonly losses: readonly number[];
  readonly label: string;
  readonly axis: string;
  readonly step: string;
}

const low = -8;
const high = 4;
const left = 52;
const right = view.width - 12;
const top = 40;
const bottom = view.height - 34;

/** The loss after each step on a logarithmic scale; what is above or below it is drawn at its edge. */
export default function LossPlot({ losses, label, axis, step }: Props) {
  const across = (i: number) => left + (i / (losses.length - 1)) * (right - left);
  const up = (power: number) => bottom - ((power - low) / (high - low)) * (bottom - top);
  const place = (loss: number) => {
    const power = Number.isFinite(loss) ? Math.log10(Math.max(loss, 1e-30)) : high;
    return up(Math.min(high, Math.max(low, power)));
  };
  const points = losses.map((loss, i) => [across(i), place(loss)] as const);
  return (
    <svg
      className={`${figure.picture} ${styles.plot}`}
      viewBox={`0 0 ${view.width} ${view.height}`}
      role="img"
      aria-label={label}
    >
      <text x={12} y={22} className={styles.axisName}>
        {axis}
      </text>
      {[-8, -6, -4, -2, 0, 2, 4].map((power) => (
        <g key={power}>
          <line className={figure.axis} x1={left} x2={right} y1={up(power)} y2={up(power)} />
          <text className={styles.power} x={left - 8} y={up(power) + 5}>
            10
            <tspan dy="-6" fontSize="11">
              {String(power).replace("-", "−")}
            </tspan>
          </text>
        </g>
      ))}
      {[0, 10, 20, 30, 40].map((i) => (
        <text key={i} className={figure.tick} x={across(i)} y={view.height - 8}>
          {i === 0 ? `${step} 0` : i}
        </text>
      ))}
      <polyline
        className={styles.walk}
        points={points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ")}
      />
      {points.map(([x, y], i) => (
        <circle key={i} className={styles.step} cx={x} cy={y} r={2.6} />
      ))}
    </svg>
  );
}
