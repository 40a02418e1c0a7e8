import styles from "./styles.module.css";

interface Props {
  readonly value: number;
  /** The value whose bar reaches the end. */
  readonly full: number;
}

/** A signed bar around zero; one that is too long for its place ends in an arrow. */
export function Bar({ value, full }: Props) {
  const share = full === 0 || Number.isNaN(value) ? 0 : Math.max(-1, Math.min(1, value / full));
  const over = Math.abs(value) > full * 1.001;
  const end = 50 * share;
  return (
    <svg className={styles.bar} viewBox="-52 0 104 10" preserveAspectRatio="none" aria-hidden="true">
      <line x1="0" x2="0" y1="0" y2="10" />
      <rect x={Math.min(0, end)} width={Math.abs(end)} y="2" height="6" />
      {over && <path d={`M${end} 0l${Math.sign(end) * 2} 5l${-Math.sign(end) * 2} 5z`} />}
    </svg>
  );
}
