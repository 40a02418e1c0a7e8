import type { ReactNode } from "react";
import styles from "./styles.module.css";

interface Props {
  /** The figure's name for screen readers. */
  readonly title: string;
  /** What to look at. */
  readonly caption: string;
  /** Controls and table beside the picture rather than below it, where there is room. */
  readonly beside?: boolean;
  readonly children: ReactNode;
}

/** The frame of every figure: a name, what it shows, and the caption. */
export default function Figure({ title, caption, beside = false, children }: Props) {
  return (
    <figure className={beside ? `${styles.figure} ${styles.beside}` : styles.figure} aria-label={title}>
      {children}
      <figcaption>{caption}</figcaption>
    </figure>
  );
}

/** Pictures next to each other where there is room. */
export const Pictures = ({ children }: { readonly children: ReactNode }) => (
  <div className={styles.pictures}>{children}</div>
);

/** Sliders, choices and buttons in a row that wraps. */
export const Controls = ({ children }: { readonly children: ReactNode }) => (
  <div className={styles.controls}>{children}</div>
);
