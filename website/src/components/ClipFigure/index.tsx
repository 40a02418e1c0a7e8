import { useAddress } from "../../address.ts";
import { angle, byNorm, byValue, type Slopes } from "../../clipping.ts";
import { useText } from "../../language.ts";
import Button from "../Figure/button.tsx";
import DataTable from "../Figure/data-table.tsx";
import Figure, { Controls } from "../Figure/index.tsx";
import Slider from "../Figure/slider.tsx";
import Summary from "../Figure/summary.tsx";
import Arrows from "./arrows.tsx";
import { least, most, setting as codec, usual } from "./state.ts";
import styles from "./styles.module.css";
import { texts } from "./texts.ts";

const shown = (value: number, digits = 2): string => value.toFixed(digits).replace("-", "−");

/** Lab 13's figure: one gradient, clipped in both ways. */
export default function ClipFigure() {
  const t = useText(texts);
  const [setting, setSetting] = useAddress("clip", usual, codec);
  const { first, second, limit } = setting;
  const g: Slopes = [first, second];
  const [value, norm] = [byValue(g, limit), byNorm(g, limit)];
  const sliders = [
    ["first", t.slopes[0], -most],
    ["second", t.slopes[1], -most],
    ["limit", t.limit, least],
  ] as const;
  const rows: readonly (readonly [string, Slopes, string | undefined])[] = [
    [t.gradient, g, styles.gradient],
    [t.byValue, value, styles.value],
    [t.byNorm, norm, styles.norm],
  ];

  return (
    <Figure title={t.title} caption={t.caption} beside>
      <Arrows
        g={g}
        limit={limit}
        value={value}
        norm={norm}
        label={t.picture}
        onGradient={([x, y]) => setSetting({ first: x, second: y, limit })}
      />
      <div>
        <Summary>{t.summary(shown(angle(g, value), 1), shown(angle(g, norm), 1))}</Summary>
        <Controls>
          {sliders.map(([key, name, min]) => (
            <Slider
              key={key}
              name={name}
              shown={shown(setting[key])}
              value={setting[key]}
              min={min}
              max={most}
              step={0.05}
              onChange={(next) => setSetting({ ...setting, [key]: next })}
            />
          ))}
          <Button onClick={() => setSetting(usual)}>{t.reset}</Button>
        </Controls>
        <DataTable
          name={t.result}
          head={[t.method, t.result, t.length, t.turned]}
          rows={rows.map(([name, slopes, className]) => [
            <>
              <svg viewBox="0 0 22 8" aria-hidden="true" className={`${className} ${styles.mark}`}>
                <line x1={0} y1={4} x2={22} y2={4} />
              </svg>{" "}
              {name}
            </>,
            `(${shown(slopes[0])}, ${shown(slopes[1])})`,
            shown(Math.hypot(...slopes)),
            `${shown(angle(g, slopes), 1)}°`,
          ])}
        />
      </div>
    </Figure>
  );
}
