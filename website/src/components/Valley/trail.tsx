import { height } from "../../terrain.ts";
import { type Place, type Runner } from "../../valley.ts";
import { useText } from "../../language.ts";
import styles from "./styles.module.css";
import { signed, texts } from "./texts.ts";

interface Walked {
  readonly runner: Runner;
  /** Where the rule has been so far. */
  readonly path: readonly Place[];
}

/** How far a rule has walked: a line, a dot for each step, and a ball where it is. */
export function Trail({ runner, path }: Walked) {
  const [x, y] = path.at(-1)!;
  const dots = path.map((place) => `M${place.join(" ")}h0`).join("");
  return (
    <g className={styles[runner.rule]}>
      <polyline className={styles.trail} points={path.map((place) => place.join(",")).join(" ")} />
      <path className={styles.steps} d={dots} />
      <circle className={styles.ball} cx={x} cy={y} r="0.07" />
    </g>
  );
}

/** A rule's name, its rate, and how far it is. */
export function Progress({ runner: { rule, rate }, path }: Walked) {
  const t = useText(texts);
  return (
    <tr className={styles[rule]}>
      <th scope="row">{t.names[rule]}</th>
      <td>{rate}</td>
      <td>{path.length - 1}</td>
      <td>{signed(height(path.at(-1)!))}</td>
    </tr>
  );
}
