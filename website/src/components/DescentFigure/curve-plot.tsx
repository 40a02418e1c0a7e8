import type { KeyboardEvent } from "react";
import { followPointer } from "../Figure/follow-pointer.ts";
import figure from "../Figure/styles.module.css";
import type { Curve } from "./curves.ts";
import styles from "./styles.module.css";
import { format } from "./texts.ts";
import { across, acrossBack, up, view } from "./view.ts";

interface Props {
  readonly curve: Curve;
  readonly path: readonly number[];
  readonly label: string;
  readonly valueText: (x: string, loss: string) => string;
  readonly onStart: (x: number) => void;
}

/** The curve, the steps on it, and the handle that holds the start. */
export default function CurvePlot({ curve, path, label, valueText, onStart }: Props) {
  const start = path[0] ?? 0;
  const points = Array.from({ length: 121 }, (_, i) => view.left + (i * (view.right - view.left)) / 120);
  const line = (xs: readonly number[]) =>
    xs.map((x) => `${across(x).toFixed(1)},${up(curve.loss(x)).toFixed(1)}`).join(" ");
  const out = path.findIndex((x) => !(Math.abs(x) < 1e3));
  const walked = out < 0 ? path : path.slice(0, out);

  function press(event: KeyboardEvent) {
    const size = event.shiftKey ? 1 : 0.1;
    const keys: Readonly<Record<string, number>> = {
      ArrowLeft: start - size,
      ArrowDown: start - size,
      ArrowRight: start + size,
      ArrowUp: start + size,
      PageDown: start - 1,
      PageUp: start + 1,
      Home: view.left,
      End: view.right,
    };
    const next = keys[event.key];
    if (next === undefined) return;
    event.preventDefault();
    onStart(Math.min(view.right, Math.max(view.left, Math.round(next * 100) / 100)));
  }

  return (
    <svg
      className={`${figure.picture} ${styles.plot}`}
      viewBox={`0 0 ${view.width} ${view.height}`}
      role="group"
      aria-label={curve.formula}
      {...followPointer((x) => onStart(Math.round(acrossBack(x) * 20) / 20))}
    >
      <g aria-hidden="true">
        <text x={view.width / 2} y={24} className={styles.formula}>
          {curve.formula}
        </text>
        <line className={figure.axis} x1={across(view.left)} x2={across(view.right)} y1={up(0)} y2={up(0)} />
        {[-2, 0, 2, 4, 6, 8].map((x) => (
          <text key={x} className={figure.tick} x={across(x)} y={view.height - 8}>
            {String(x).replace("-", "−")}
          </text>
        ))}
        <polyline className={styles.curve} points={line(points)} />
        <polyline className={styles.walk} points={line(walked)} />
        {walked.slice(1).map((x, i) => (
          <circle key={i} className={styles.step} cx={across(x)} cy={up(curve.loss(x))} r={3.2} />
        ))}
      </g>
      <g
        className={styles.handle}
        transform={`translate(${across(start)} ${up(curve.loss(start))})`}
        tabIndex={0}
        role="slider"
        aria-label={label}
        aria-valuemin={view.left}
        aria-valuemax={view.right}
        aria-valuenow={start}
        aria-valuetext={valueText(format(start), format(curve.loss(start)))}
        onKeyDown={press}
      >
        <circle className={styles.reach} r={20} />
        <circle className={figure.handle} r={8} />
      </g>
    </svg>
  );
}
