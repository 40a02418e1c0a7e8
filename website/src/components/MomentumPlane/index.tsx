import { useId, useMemo } from "react";
import { useAddress } from "../../address.ts";
import { useText } from "../../language.ts";
import { best, bestDescent, factor, flatStiffness, regime, roll, stepsToRest } from "../../momentum/ball.ts";
import Plane from "./plane.tsx";
import { setting as codec, usual } from "./state.ts";
import styles from "./styles.module.css";
import { regionNames, shown, texts } from "./texts.ts";
import { bowl, inBowl, plane } from "./view.ts";

/** Lab 06's figure: every pair of rate and momentum is a point, and the ball rolls as that point says. */
export default function MomentumPlane() {
  const t = useText(texts);
  const id = useId();
  const [setting, setSetting] = useAddress("momentum", usual, codec);
  const { stiffness, momentum } = setting;
  const path = useMemo(() => roll(setting, 120), [setting]);
  const steps = useMemo(() => stepsToRest(setting), [setting]);
  const directions = [
    [t.steep, stiffness],
    [t.flat, flatStiffness(stiffness)],
  ] as const;
  const diverges = directions.some(([, each]) => regime(each, momentum) === "diverges") && stiffness > 0;

  return (
    <figure className={styles.figure} aria-label={t.title}>
      <div className={styles.pictures}>
        <Plane setting={setting} label={t.plane} onSetting={setSetting} />
        <svg
          className={styles.bowl}
          viewBox={`0 0 ${bowl.width} ${bowl.height}`}
          role="img"
          aria-label={t.bowl}
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
      </div>
      <ul className={styles.legend}>
        {regionNames.map((name) => (
          <li key={name}>
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <rect className={styles[name]} width={16} height={16} />
            </svg>
            {t.regions[name]}
          </li>
        ))}
      </ul>
      <p className={styles.summary} data-diverges={diverges} role="status">
        {t.summary(setting, steps, diverges)}
      </p>
      <div className={styles.controls}>
        <label htmlFor={`${id}rate`}>
          <span>
            {t.rate} = <strong>{stiffness.toFixed(2)}</strong>
          </span>
          <input
            id={`${id}rate`}
            type="range"
            min={0}
            max={plane.most}
            step={0.02}
            value={stiffness}
            onChange={(event) => setSetting({ ...setting, stiffness: Number(event.target.value) })}
          />
        </label>
        <label htmlFor={`${id}momentum`}>
          <span>
            {t.momentum} = <strong>{momentum.toFixed(2)}</strong>
          </span>
          <input
            id={`${id}momentum`}
            type="range"
            min={0}
            max={0.99}
            step={0.01}
            value={momentum}
            onChange={(event) => setSetting({ ...setting, momentum: Number(event.target.value) })}
          />
        </label>
        <button type="button" onClick={() => setSetting(best)}>
          {t.best}
        </button>
        <button type="button" onClick={() => setSetting(bestDescent)}>
          {t.none}
        </button>
      </div>
      <div className={styles.scroll} role="region" aria-label={t.factor} tabIndex={0}>
        <table className={styles.table} data-no-search>
          <thead>
            <tr>
              <th scope="col">{t.direction}</th>
              <th scope="col">ηλ</th>
              <th scope="col">{t.error}</th>
              <th scope="col">{t.factor}</th>
            </tr>
          </thead>
          <tbody>
            {directions.map(([name, each]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{each.toFixed(3)}</td>
                <td>{t.regimes[regime(each, momentum)]}</td>
                <td>{shown(factor(each, momentum))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <figcaption>{t.caption}</figcaption>
    </figure>
  );
}
