import { useMemo } from "react";
import { useAddress } from "../../address.ts";
import { descend } from "../../descent.ts";
import { useText } from "../../language.ts";
import Button from "../Figure/button.tsx";
import Choice from "../Figure/choice.tsx";
import DataTable from "../Figure/data-table.tsx";
import Figure, { Controls, Pictures } from "../Figure/index.tsx";
import Slider from "../Figure/slider.tsx";
import Summary from "../Figure/summary.tsx";
import CurvePlot from "./curve-plot.tsx";
import LossPlot from "./loss-plot.tsx";
import { curveNames, curves } from "./curves.ts";
import { regimeOf } from "./regime.ts";
import { fastest, setting as codec, usual } from "./state.ts";
import { format, texts } from "./texts.ts";
import { view } from "./view.ts";

const steps = 40;

/** Lab 02's figure: one start, one rate, every step they lead to, computed by @downhill/optimizers. */
export default function DescentFigure() {
  const t = useText(texts);
  const [setting, setSetting] = useAddress("descent", usual, codec);
  const { start, rate } = setting;
  const curve = curves[setting.curve];

  const path = useMemo(
    () => descend("gradientDescent", rate, ([x = 0]) => [curve.slope(x)], [start], steps).map(([x = 0]) => x),
    [curve, rate, start],
  );
  const losses = path.map((x) => curve.loss(x));
  const regime = regimeOf(path, curve, view.left, view.right);

  return (
    <Figure title={t.title} caption={t.caption}>
      <Pictures>
        <CurvePlot
          curve={curve}
          path={path}
          label={t.start}
          valueText={t.at}
          onStart={(x) => setSetting({ ...setting, start: x })}
        />
        <LossPlot losses={losses} label={t.losses} axis={t.lossAxis} step={t.step} />
      </Pictures>
      <Summary alarm={regime.kind === "diverges" || regime.kind === "grows"}>{t.regime(regime)}</Summary>
      <Controls>
        <Slider
          name={t.rate}
          shown={rate.toFixed(2)}
          value={rate}
          min={0.01}
          max={fastest}
          step={0.01}
          onChange={(next) => setSetting({ ...setting, rate: next })}
        />
        <Choice
          name={t.curve}
          options={curveNames}
          names={t.curves}
          value={setting.curve}
          onChange={(next) => setSetting({ ...setting, curve: next })}
        />
        <Button onClick={() => setSetting({ ...setting, rate: usual.rate })} disabled={rate === usual.rate}>
          {t.reset}
        </Button>
      </Controls>
      <DataTable
        name={t.steps}
        rows={[
          [t.step, ...path.slice(0, 7).keys()],
          ["x", ...path.slice(0, 7).map(format)],
          ["J", ...losses.slice(0, 7).map(format)],
        ]}
      />
    </Figure>
  );
}
