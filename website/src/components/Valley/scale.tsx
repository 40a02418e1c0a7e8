import land from "@generated/downhill-course/default/land.json";
import { useText } from "../../language.ts";
import styles from "./styles.module.css";
import { signed, texts } from "./texts.ts";

const { low, high, contours } = land;
const interval = contours[1]!.height - contours[0]!.height;

/** Which shade is which height, drawn as the land is: each contour's area lies on the areas of all lower ones. */
export function Scale() {
  const t = useText(texts);
  return (
    <p className={styles.scale}>
      <svg viewBox={`${low} 0 ${high - low} 1`} preserveAspectRatio="none" aria-hidden="true">
        {contours.map(({ height }) => (
          <rect key={height} className={styles.contour} x={height} width={high - height} height="1" />
        ))}
      </svg>
      <span>{t.scale(signed(low, 1), signed(high, 1), interval.toFixed(1))}</span>
    </p>
  );
}
