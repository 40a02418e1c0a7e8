import { type ReactNode, useId } from "react";
import styles from "./styles.module.css";

interface Props {
  readonly name: ReactNode;
  /** The value as it is read beside the name. */
  readonly shown: ReactNode;
  /** The value as it is spoken, where the number of the slider itself says too little. */
  readonly spoken?: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly onChange: (value: number) => void;
}

/** A number that the reader moves, with its name and value before it. */
export default function Slider({ name, shown, spoken, onChange, ...range }: Props) {
  const id = useId();
  return (
    <label className={styles.slider} htmlFor={id}>
      <span>
        {name} = <strong>{shown}</strong>
      </span>
      <input
        {...range}
        id={id}
        type="range"
        aria-valuetext={spoken}
        onChange={(event) => onChange(Number(event.target.value))}
      />
    </label>
  );
}
