import styles from "./styles.module.css";

interface Props<T extends string> {
  readonly name: string;
  readonly options: readonly T[];
  readonly names: Readonly<Record<T, string>>;
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** One of many, in a list that opens. */
export default function Select<T extends string>({ name, options, names, value, onChange }: Props<T>) {
  return (
    <label className={styles.select}>
      {name}
      <select
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option === event.target.value);
          if (chosen !== undefined) onChange(chosen);
        }}
      >
        {options.map((option) => (
          <option key={option} value={option}>
            {names[option]}
          </option>
        ))}
      </select>
    </label>
  );
}
