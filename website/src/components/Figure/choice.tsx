import { useId } from "react";
import styles from "./styles.module.css";

interface Props<T extends string> {
  readonly name: string;
  readonly options: readonly T[];
  readonly names: Readonly<Record<T, string>>;
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** One of a few: every option is seen at once. */
export default function Choice<T extends string>({ name, options, names, value, onChange }: Props<T>) {
  const id = useId();
  return (
    <fieldset className={styles.choice}>
      <legend className={styles.hidden}>{name}</legend>
      {options.map((option) => (
        <label key={option}>
          <input type="radio" name={id} checked={option === value} onChange={() => onChange(option)} />
          <span>{names[option]}</span>
        </label>
      ))}
    </fieldset>
  );
}
