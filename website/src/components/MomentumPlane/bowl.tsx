import figure from "../Figure/styles.module.css";
import styles from "./styles.module.css";
import { bowl, inBowl } from "./view.ts";

interface Props {
  readonly path: readonly (readonly number[])[];
  readonly label: string;
}

/** The bowl from above, with the ball's path. */
export default function Bowl({ path, label }: Props) {
  return (
    <svg
      className={figure.picture}
      viewBox={`0 0 ${bowl.width} ${bowl.height}`}
      role="img"
      aria-label={label}
    >
      {[1.4, 2.8, 4.2, 5.6, Math.sqrt(50)].map((radius) => (
        <ellipse
          key={radius}
          className={styles.level}
          cx={bowl.x}
          cy={bowl.y}
          rx={radius * bowl.scale}
          ry={(radius * bowl.scale) / 5}
        />
      ))}
      <polyline className={styles.path} points={path.map(inBowl).join(" ")} />
      {path.slice(0, 60).map((point, i) => {
        const [cx, cy] = inBowl(point).split(",");
        return <circle key={i} className={styles.step} cx={cx} cy={cy} r={i === 0 ? 5 : 2.6} />;
      })}
    </svg>
  );
}
