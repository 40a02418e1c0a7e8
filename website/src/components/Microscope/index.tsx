import { useId, useMemo } from "react";
import { useAddress } from "../../address.ts";
import { useText } from "../../language.ts";
import { signalNames, steps, trace } from "../../microscope/trace.ts";
import { type Parts, variantNames } from "../../microscope/variants.ts";
import { Bar } from "./bar.tsx";
import { History } from "./history.tsx";
import { exponents, look, type Look, usual } from "./state.ts";
import styles from "./styles.module.css";
import { shown, texts } from "./texts.ts";

type Quantity = keyof Parts;

const rows: readonly { readonly quantity: Quantity; readonly symbol: string }[] = [
  { quantity: "g", symbol: "g" },
  { quantity: "m", symbol: "m" },
  { quantity: "v", symbol: "v" },
  { quantity: "mHat", symbol: "m̂" },
  { quantity: "vHat", symbol: "v̂" },
];

/** Adam's arithmetic at one step, for two parameters: as numbers, as bars, and over all steps. */
export default function Microscope() {
  const t = useText(texts);
  const id = useId();
  const [at, setAt] = useAddress<Look>("adam", usual, look);
  const change = (part: Partial<Look>): void => setAt({ ...at, ...part });
  const { signal, variant, exponent } = at;
  const parts = useMemo(() => trace({ signal, variant, exponent }), [signal, variant, exponent]);
  const right = useMemo(
    () => (variant === "right" ? undefined : trace({ signal, variant: "right", exponent })),
    [signal, variant, exponent],
  );
  const now = parts.map((each) => each[at.t - 1]!);
  const rightNow = right?.map((each) => each[at.t - 1]!);
  /** The largest value of a quantity over all steps, for each parameter. */
  const largest = (i: number, quantities: readonly Quantity[]): number =>
    Math.max(...parts[i]!.flatMap((each) => quantities.map((quantity) => Math.abs(each[quantity]))));
  const scale = (i: number, quantity: Quantity): number =>
    largest(i, quantity === "v" || quantity === "vHat" ? ["v", "vHat"] : ["g", "m", "mHat"]);
  const select = (
    label: string,
    names: readonly string[],
    said: Readonly<Record<string, string>>,
    value: string,
    key: "signal" | "variant",
  ) => (
    <label className={styles.choice}>
      {label}
      <select value={value} onChange={(event) => change({ [key]: event.target.value })}>
        {names.map((name) => (
          <option key={name} value={name}>
            {said[name]}
          </option>
        ))}
      </select>
    </label>
  );
  const updates = (label: string, made: readonly Parts[], className?: string) => (
    <tr className={className}>
      <th scope="row">{label}</th>
      {made.map(({ update }, i) => (
        <td key={i} data-parameter={i}>
          <Bar value={update} full={2} />
          <span>{shown(update)}</span>
        </td>
      ))}
    </tr>
  );

  return (
    <figure className={styles.figure} aria-label={t.title}>
      <div className={styles.controls}>
        {select(t.signal, signalNames, t.signals, at.signal, "signal")}
        {select(t.variant, variantNames, t.variants, at.variant, "variant")}
        <label className={styles.choice} htmlFor={`${id}epsilon`}>
          <span>
            {t.epsilon} = 10<sup>{String(at.exponent).replace("-", "−")}</sup>
          </span>
          <input
            id={`${id}epsilon`}
            type="range"
            min={exponents.lowest}
            max={exponents.highest}
            value={at.exponent}
            aria-valuetext={`1e${at.exponent}`}
            onChange={(event) => change({ exponent: Number(event.target.value) })}
          />
        </label>
        <button type="button" onClick={() => setAt(usual)} disabled={look.write(at) === look.write(usual)}>
          {t.reset}
        </button>
      </div>
      <div className={styles.controls}>
        <button
          type="button"
          aria-label={t.previous}
          disabled={at.t === 1}
          onClick={() => change({ t: at.t - 1 })}
        >
          ◀
        </button>
        <label className={`${styles.choice} ${styles.wide}`} htmlFor={`${id}step`}>
          {t.step} {at.t}
          <input
            id={`${id}step`}
            type="range"
            min={1}
            max={steps}
            value={at.t}
            onChange={(event) => change({ t: Number(event.target.value) })}
          />
        </label>
        <button
          type="button"
          aria-label={t.next}
          disabled={at.t === steps}
          onClick={() => change({ t: at.t + 1 })}
        >
          ▶
        </button>
      </div>
      <div className={styles.scroll} role="region" aria-label={t.quantity} tabIndex={0}>
        <table className={styles.parts} data-no-search>
          <thead>
            <tr>
              <th scope="col">{t.quantity}</th>
              {t.parameters.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ quantity, symbol }) => (
              <tr key={quantity}>
                <th scope="row">
                  <i>{symbol}</i>
                </th>
                {now.map((each, i) => (
                  <td key={i} data-parameter={i}>
                    <Bar value={each[quantity]} full={scale(i, quantity)} />
                    <span>{shown(each[quantity])}</span>
                  </td>
                ))}
              </tr>
            ))}
            {updates(t.update, now, styles.update)}
            {rightNow && updates(t.rightUpdate, rightNow)}
          </tbody>
        </table>
      </div>
      <History label={t.history} t={at.t} shown={parts} right={right} />
      <p className={styles.summary} role="status">
        {t.summary(at.t, shown(now[0]!.update), shown(now[1]!.update))}
      </p>
      <figcaption>{t.caption}</figcaption>
    </figure>
  );
}
