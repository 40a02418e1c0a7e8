import { type PointerEvent, useRef } from "react";
import type { Slopes } from "../../clipping.ts";
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
  const svg = useRef<SVGSVGElement>(null);
  function follow(event: PointerEvent) {
    const matrix = svg.current?.getScreenCTM()?.inverse();
    if (!matrix) return;
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
    onGradient([slope(x - middle), slope(middle - y)]);
  }
  const [left, top] = at([-limit, limit]);
  const [tipX, tipY] = at(g);
  return (
    <svg
      ref={svg}
      className={styles.picture}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        follow(event);
      }}
      onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && follow(event)}
    >
      <line className={styles.axis} x1={0} x2={size} y1={middle} y2={middle} />
      <line className={styles.axis} y1={0} y2={size} x1={middle} x2={middle} />
      <rect className={styles.square} x={left} y={top} width={2 * limit * scale} height={2 * limit * scale} />
      <circle className={styles.circle} cx={middle} cy={middle} r={limit * scale} />
      <Arrow to={g} className={styles.gradient} />
      <Arrow to={value} className={styles.value} />
      <Arrow to={norm} className={styles.norm} />
      <circle className={styles.tip} cx={tipX} cy={tipY} r={8} />
    </svg>
  );
}
