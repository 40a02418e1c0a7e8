import { useAddress } from "../../address.ts";
import { useText } from "../../language.ts";
import { loss, minimum, penalties, size, type Weights } from "../../penalised.ts";
import Button from "../Figure/button.tsx";
import Choice from "../Figure/choice.tsx";
import DataTable from "../Figure/data-table.tsx";
import Figure, { Controls, Pictures } from "../Figure/index.tsx";
import Legend from "../Figure/legend.tsx";
import Slider from "../Figure/slider.tsx";
import Summary from "../Figure/summary.tsx";
import Path from "./path.tsx";
import Plane from "./plane.tsx";
import { least, most, setting as codec, strongest, usual } from "./state.ts";
import styles from "./styles.module.css";
import { texts } from "./texts.ts";

const shown = (value: number): string => value.toFixed(2).replace("-", "−");

/** Lab 16's figure: where loss and penalty together are lowest, and which weights are 0 there. */
export default function PenaltyFigure() {
  const t = useText(texts);
  const [setting, setSetting] = useAddress("penalty", usual, codec);
  const { first, second, lambda, penalty } = setting;
  const a: Weights = [first, second];
  const at = minimum(penalty, a, lambda);
  const name = t.penalties[penalty];
  const row = (title: string, w: Weights) =>
    [title, shown(w[0]), shown(w[1]), shown(loss(w, a)), shown(size(penalty, w))] as const;

  return (
    <Figure title={t.title} caption={t.caption}>
      <Pictures>
        <Plane
          a={a}
          lambda={lambda}
          penalty={penalty}
          label={t.plane}
          onPlace={([x, y]) => setSetting({ ...setting, first: x, second: y })}
        />
        <Path a={a} lambda={lambda} penalty={penalty} label={t.path} />
      </Pictures>
      <Legend
        items={t.weights.map((weight, i) => ({
          mark: <line className={i === 0 ? styles.first : styles.second} x1={0} x2={22} y1={8} y2={8} />,
          name: weight,
        }))}
      />
      <Summary>
        {t.summary(
          name,
          t.weights.filter((_, i) => at[i] === 0),
        )}
      </Summary>
      <Controls>
        <Choice
          name={t.choice}
          options={penalties}
          names={t.penalties}
          value={penalty}
          onChange={(next) => setSetting({ ...setting, penalty: next })}
        />
        <Slider
          name={t.lambda}
          shown={shown(lambda)}
          value={lambda}
          min={0}
          max={strongest}
          step={0.05}
          onChange={(next) => setSetting({ ...setting, lambda: next })}
        />
        {(["first", "second"] as const).map((key, i) => (
          <Slider
            key={key}
            name={t.places[i]}
            shown={shown(setting[key])}
            value={setting[key]}
            min={least}
            max={most}
            step={0.05}
            onChange={(next) => setSetting({ ...setting, [key]: next })}
          />
        ))}
        <Button onClick={() => setSetting(usual)} disabled={codec.write(setting) === codec.write(usual)}>
          {t.reset}
        </Button>
      </Controls>
      <DataTable name={t.head[0]} head={t.head} rows={[row(t.without, a), row(t.with(name), at)]} />
    </Figure>
  );
}
