import type { Parts } from "../../microscope/variants.ts";
import { steps } from "../../microscope/trace.ts";
import styles from "./styles.module.css";

const limit = 4;
const height = (update: number): number =>
  Number.isFinite(update) ? -Math.max(-limit, Math.min(limit, update)) : 0;
const line = (parts: readonly Parts[]): string =>
  parts.map(({ update }, i) => `${i + 1},${height(update).toFixed(3)}`).join(" ");

interface Props {
  readonly label: string;
  readonly t: number;
  readonly shown: readonly [Parts[], Parts[]];
  /** Adam's own, for comparison. */
  readonly right: readonly [Parts[], Parts[]] | undefined;
}

/** The updates of all steps, with the present one marked. */
export function History({ label, t, shown, right }: Props) {
  return (
    <svg
      className={styles.history}
      viewBox={`0 ${-limit - 0.3} ${steps + 1} ${2 * limit + 0.6}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {[-1, 0, 1].map((level) => (
        <line key={level} className={styles.level} x1="0" x2={steps + 1} y1={level} y2={level} />
      ))}
      {right?.map((parts, i) => (
        <polyline key={`right${i}`} className={styles.right} points={line(parts)} />
      ))}
      {shown.map((parts, i) => (
        <polyline key={i} className={i === 0 ? styles.steep : styles.flat} points={line(parts)} />
      ))}
      <line className={styles.now} x1={t} x2={t} y1={-limit} y2={limit} />
    </svg>
  );
}
