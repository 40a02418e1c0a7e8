import type { ReactNode } from "react";
import styles from "./styles.module.css";

interface Props {
  /** A sample of the mark, drawn in a box of 22 by 16, and what it stands for. */
  readonly items: readonly { readonly mark: ReactNode; readonly name: string }[];
}

/** What the marks of the picture stand for. */
export default function Legend({ items }: Props) {
  return (
    <ul className={styles.legend}>
      {items.map(({ mark, name }) => (
        <li key={name}>
          <svg viewBox="0 0 22 16" aria-hidden="true">
            {mark}
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}
