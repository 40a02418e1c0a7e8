import { correlation, loss, minimum, type Penalty, size, type Weights } from "../../penalised.ts";
import { followPointer } from "../Figure/follow-pointer.ts";
import figure from "../Figure/styles.module.css";
import { least, most } from "./state.ts";
import styles from "./styles.module.css";

interface Props {
  readonly a: Weights;
  readonly lambda: number;
  readonly penalty: Penalty;
  readonly label: string;
  readonly onPlace: (a: Weights) => void;
}

const paper = 400;
const scale = paper / (most - least);
const across = (weight: number): number => (weight - least) * scale;
const up = (weight: number): number => (most - weight) * scale;
const drawn = ([x, y]: Weights): string => `${across(x).toFixed(1)},${up(y).toFixed(1)}`;

/** A weight under the pointer, on the sliders' steps. */
const weight = (value: number): number => Math.min(most, Math.max(least, Math.round(value * 20) / 20));

/** The ellipse of a loss around `a`: its axes are the diagonals, along which H is 1 + ρ and 1 − ρ. */
function Level({
  a,
  at,
  className,
}: {
  readonly a: Weights;
  readonly at: number;
  readonly className: string | undefined;
}) {
  const radius = (curvature: number): number => Math.sqrt((2 * at) / curvature) * scale;
  return (
    <ellipse
      className={className}
      rx={radius(1 - correlation)}
      ry={radius(1 + correlation)}
      transform={`translate(${across(a[0])} ${up(a[1])}) rotate(45)`}
    />
  );
}

/** The two weights as a plane. */
export default function Plane({ a, lambda, penalty, label, onPlace }: Props) {
  const at = minimum(penalty, a, lambda);
  const path = Array.from({ length: 301 }, (_, i) => minimum(penalty, a, (i / 300) ** 2 * 60));
  const [reach, touching] = [size(penalty, at), loss(at, a)];
  return (
    <svg
      className={`${figure.picture} ${styles.plane}`}
      viewBox={`0 0 ${paper} ${paper}`}
      role="img"
      aria-label={label}
      {...followPointer((x, y) => onPlace([weight(least + x / scale), weight(most - y / scale)]))}
    >
      {[0.1, 0.4, 0.9, 1.6, 2.5, 3.6].map((level) => (
        <Level key={level} a={a} at={level} className={styles.level} />
      ))}
      <line className={figure.axis} x1={0} x2={paper} y1={up(0)} y2={up(0)} />
      <line className={figure.axis} y1={0} y2={paper} x1={across(0)} x2={across(0)} />
      <text className={figure.name} x={paper - 16} y={up(0) - 8}>
        w₁
      </text>
      <text className={figure.name} x={across(0) + 18} y={20}>
        w₂
      </text>
      {penalty === "l1" ? (
        <polygon
          className={styles.shape}
          points={(
            [
              [reach, 0],
              [0, reach],
              [-reach, 0],
              [0, -reach],
            ] as const
          )
            .map(drawn)
            .join(" ")}
        />
      ) : (
        <circle className={styles.shape} cx={across(0)} cy={up(0)} r={Math.sqrt(2 * reach) * scale} />
      )}
      <Level a={a} at={touching} className={styles.touching} />
      <polyline className={styles.path} points={[a, ...path].map(drawn).join(" ")} />
      <circle className={styles.minimum} cx={across(at[0])} cy={up(at[1])} r={6} />
      <circle className={figure.handle} cx={across(a[0])} cy={up(a[1])} r={8} />
    </svg>
  );
}
