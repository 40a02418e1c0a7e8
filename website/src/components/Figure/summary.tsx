import type { ReactNode } from "react";
import styles from "./styles.module.css";

interface Props {
  /** The result is one that the reader should notice, such as a run that diverges. */
  readonly alarm?: boolean;
  readonly children: ReactNode;
}

/** The figure in one sentence, which a screen reader speaks after every change. */
export default function Summary({ alarm = false, children }: Props) {
  return (
    <p className={styles.summary} data-alarm={alarm} role="status">
      {children}
    </p>
  );
}
