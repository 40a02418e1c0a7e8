import { useId } from "react";
import { useAddress } from "../../address.ts";
import { angle, byNorm, byValue, type Slopes } from "../../clipping.ts";
import { useText } from "../../language.ts";
import Arrows from "./arrows.tsx";
import { least, most, setting as codec, usual } from "./state.ts";
import styles from "./styles.module.css";
import { texts } from "./texts.ts";

const shown = (value: number, digits = 2): string => value.toFixed(digits).replace("-", "−");

/** Lab 13's figure: one gradient, clipped in both ways. */
export default function ClipFigure() {
  const t = useText(texts);
  const id = useId();
  const [{ g, limit }, setSetting] = useAddress("clip", usual, codec);
  const [value, norm] = [byValue(g, limit), byNorm(g, limit)];
  const sliders = [
    [t.slopes[0], g[0], -most, (next: number) => setSetting({ g: [next, g[1]], limit })],
    [t.slopes[1], g[1], -most, (next: number) => setSetting({ g: [g[0], next], limit })],
    [t.limit, limit, least, (next: number) => setSetting({ g, limit: next })],
  ] as const;
  const rows: readonly (readonly [string, Slopes, string | undefined])[] = [
    [t.gradient, g, styles.gradient],
    [t.byValue, value, styles.value],
    [t.byNorm, norm, styles.norm],
  ];

  return (
    <figure className={styles.figure} aria-label={t.title}>
      <Arrows
        g={g}
        limit={limit}
        value={value}
        norm={norm}
        label={t.picture}
        onGradient={(next) => setSetting({ g: next, limit })}
      />
      <div className={styles.side}>
        <p className={styles.summary} role="status">
          {t.summary(shown(angle(g, value), 1), shown(angle(g, norm), 1))}
        </p>
        {sliders.map(([name, now, low, change], i) => (
          <label key={name} htmlFor={`${id}${i}`}>
            <span>
              {name} = <strong>{shown(now)}</strong>
            </span>
            <input
              id={`${id}${i}`}
              type="range"
              min={low}
              max={most}
              step={0.05}
              value={now}
              onChange={(event) => change(Number(event.target.value))}
            />
          </label>
        ))}
        <button type="button" onClick={() => setSetting(usual)}>
          {t.reset}
        </button>
        <div className={styles.scroll} role="region" aria-label={t.result} tabIndex={0}>
          <table className={styles.table} data-no-search>
            <thead>
              <tr>
                {[t.method, t.result, t.length, t.turned].map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(([name, slopes, className]) => (
                <tr key={name}>
                  <th scope="row">
                    <svg viewBox="0 0 22 8" aria-hidden="true" className={className}>
                      <line x1={0} y1={4} x2={22} y2={4} />
                    </svg>{" "}
                    {name}
                  </th>
                  <td>
                    ({shown(slopes[0])}, {shown(slopes[1])})
                  </td>
                  <td>{shown(Math.hypot(...slopes))}</td>
                  <td>{shown(angle(g, slopes), 1)}°</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
      <figcaption>{t.caption}</figcaption>
    </figure>
  );
}
