import { useMemo } from "react";
import { useAddress } from "../../address.ts";
import { useText } from "../../language.ts";
import { best, bestDescent, factor, flatStiffness, regime, roll, stepsToRest } from "../../momentum/ball.ts";
import Button from "../Figure/button.tsx";
import DataTable from "../Figure/data-table.tsx";
import Figure, { Controls, Pictures } from "../Figure/index.tsx";
import Legend from "../Figure/legend.tsx";
import Slider from "../Figure/slider.tsx";
import Summary from "../Figure/summary.tsx";
import Bowl from "./bowl.tsx";
import Plane from "./plane.tsx";
import { setting as codec, usual } from "./state.ts";
import styles from "./styles.module.css";
import { regionNames, shown, texts } from "./texts.ts";
import { plane } from "./view.ts";

/** Lab 06's figure: every pair of rate and momentum is a point, and the ball rolls as that point says. */
export default function MomentumPlane() {
  const t = useText(texts);
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
    <Figure title={t.title} caption={t.caption}>
      <Pictures>
        <Plane setting={setting} label={t.plane} onSetting={setSetting} />
        <Bowl path={path} label={t.bowl} />
      </Pictures>
      <Legend
        items={regionNames.map((region) => ({
          mark: <rect className={styles[region]} x={3} width={16} height={16} />,
          name: t.regions[region],
        }))}
      />
      <Summary alarm={diverges}>{t.summary(setting, steps, diverges)}</Summary>
      <Controls>
        <Slider
          name={t.rate}
          shown={stiffness.toFixed(2)}
          value={stiffness}
          min={0}
          max={plane.most}
          step={0.02}
          onChange={(next) => setSetting({ ...setting, stiffness: next })}
        />
        <Slider
          name={t.momentum}
          shown={momentum.toFixed(2)}
          value={momentum}
          min={0}
          max={0.99}
          step={0.01}
          onChange={(next) => setSetting({ ...setting, momentum: next })}
        />
        <Button onClick={() => setSetting(best)}>{t.best}</Button>
        <Button onClick={() => setSetting(bestDescent)}>{t.none}</Button>
      </Controls>
      <DataTable
        name={t.factor}
        head={[t.direction, "ηλ", t.error, t.factor]}
        rows={directions.map(([name, each]) => [
          name,
          each.toFixed(3),
          t.regimes[regime(each, momentum)],
          shown(factor(each, momentum)),
        ])}
      />
    </Figure>
  );
}
