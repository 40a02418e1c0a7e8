import type { ButtonHTMLAttributes } from "react";
import styles from "./styles.module.css";

/** A button of a figure; `disabled` where it would change nothing. */
export default function Button(props: ButtonHTMLAttributes<HTMLButtonElement>) {
  return <button type="button" className={styles.button} {...props} />;
}
