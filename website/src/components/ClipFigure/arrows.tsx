import type { Slopes } from "../../clipping.ts";
import { followPointer } from "../Figure/follow-pointer.ts";
import figure from "../Figure/styles.module.css";
import styles from "./styles.module.css";
import { most } from "./state.ts";

interface Props {
  readonly g: Slopes;
  readonly limit: number;
  readonly value: Slopes;
  readonly norm: Slopes;
  readonly label: string;
  readonly onGradient: (g: Slopes) => void;
}

const size = 400;
const middle = size / 2;
const scale = 58;
const at = ([x, y]: Slopes): readonly [number, number] => [middle + x * scale, middle - y * scale];

/** A slope under the pointer, on the sliders' steps. */
const slope = (length: number): number =>
  Math.min(most, Math.max(-most, Math.round((length / scale) * 20) / 20));

/** An arrow from the middle, and its head. */
function Arrow({ to, className }: { readonly to: Slopes; readonly className: string | undefined }) {
  const [x, y] = at(to);
  const turn = (Math.atan2(y - middle, x - middle) * 180) / Math.PI;
  return (
    <g className={className}>
      <line x1={middle} y1={middle} x2={x} y2={y} />
      <path d="M0 0L-11 -5L-11 5Z" transform={`translate(${x} ${y}) rotate(${turn})`} />
    </g>
  );
}

/** The gradient with the square and the circle of the limit; its tip follows the pointer. */
export default function Arrows({ g, limit, value, norm, label, onGradient }: Props) {
  const [left, top] = at([-limit, limit]);
  const [tipX, tipY] = at(g);
  return (
    <svg
      className={`${figure.picture} ${styles.picture}`}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      {...followPointer((x, y) => onGradient([slope(x - middle), slope(middle - y)]))}
    >
      <line className={figure.axis} x1={0} x2={size} y1={middle} y2={middle} />
      <line className={figure.axis} y1={0} y2={size} x1={middle} x2={middle} />
      <rect className={styles.square} x={left} y={top} width={2 * limit * scale} height={2 * limit * scale} />
      <circle className={styles.circle} cx={middle} cy={middle} r={limit * scale} />
      <Arrow to={g} className={styles.gradient} />
      <Arrow to={value} className={styles.value} />
      <Arrow to={norm} className={styles.norm} />
      <circle className={figure.handle} cx={tipX} cy={tipY} r={8} />
    </svg>
  );
}
