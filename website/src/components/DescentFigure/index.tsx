import { useId, useMemo, useState } from "react";
import { descend } from "../../descent.ts";
import { useText } from "../../language.ts";
import CurvePlot from "./curve-plot.tsx";
import LossPlot from "./loss-plot.tsx";
import { curves } from "./curves.ts";
import { regimeOf } from "./regime.ts";
import styles from "./styles.module.css";
import { format, texts } from "./texts.ts";
import { view } from "./view.ts";

const steps = 40;
const goodRate = 0.1;
const fastest = 1.2;

/** Lab 02's figure: one start, one rate, every step they lead to, computed by @downhill/optimizers. */
export default function DescentFigure() {
  const t = useText(texts);
  const id = useId();
  const [curve, setCurve] = useState(curves[0]!);
  const [start, setStart] = useState(-1);
  const [rate, setRate] = useState(goodRate);

  const path = useMemo(
    () => descend("gradientDescent", rate, ([x = 0]) => [curve.slope(x)], [start], steps).map(([x = 0]) => x),
    [curve, rate, start],
  );
  const losses = path.map((x) => curve.loss(x));
  const regime = regimeOf(path, curve, view.left, view.right);

  return (
    <figure className={styles.figure} aria-label={t.title}>
      <div className={styles.pictures}>
        <CurvePlot curve={curve} path={path} onStart={setStart} label={t.start} valueText={t.at} />
        <LossPlot losses={losses} label={t.losses} axis={t.lossAxis} step={t.step} />
      </div>
      <p
        className={styles.regime}
        data-diverges={regime.kind === "diverges" || regime.kind === "grows"}
        role="status"
      >
        {t.regime(regime)}
      </p>
      <div className={styles.controls}>
        <label className={styles.rate} htmlFor={`${id}rate`}>
          <span>
            {t.rate} = <strong>{rate.toFixed(2)}</strong>
          </span>
          <input
            id={`${id}rate`}
            type="range"
            min={0.01}
            max={fastest}
            step={0.01}
            value={rate}
            onChange={(event) => setRate(Number(event.target.value))}
          />
        </label>
        <fieldset className={styles.curves}>
          <legend className={styles.hidden}>{t.curve}</legend>
          {curves.map((each) => (
            <label key={each.id}>
              <input
                type="radio"
                name={`${id}curve`}
                checked={each === curve}
                onChange={() => setCurve(each)}
              />
              <span>{t[each.id]}</span>
            </label>
          ))}
        </fieldset>
        <button
          type="button"
          className={styles.reset}
          onClick={() => setRate(goodRate)}
          disabled={rate === goodRate}
        >
          {t.reset}
        </button>
      </div>
      <div className={styles.scroll} role="region" aria-label={t.steps} tabIndex={0}>
        <table className={styles.steps} data-no-search>
          <tbody>
            <tr>
              <th scope="row">{t.step}</th>
              {path.slice(0, 7).map((_, i) => (
                <td key={i}>{i}</td>
              ))}
            </tr>
            <tr>
              <th scope="row">x</th>
              {path.slice(0, 7).map((x, i) => (
                <td key={i}>{format(x)}</td>
              ))}
            </tr>
            <tr>
              <th scope="row">J</th>
              {losses.slice(0, 7).map((loss, i) => (
                <td key={i}>{format(loss)}</td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
      <figcaption>{t.caption}</figcaption>
    </figure>
  );
}
