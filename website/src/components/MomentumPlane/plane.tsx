import type { Setting } from "../../momentum/ball.ts";
import { followPointer } from "../Figure/follow-pointer.ts";
import figure from "../Figure/styles.module.css";
import styles from "./styles.module.css";
import { across, plane, regions, settingAt, up } from "./view.ts";

interface Props {
  readonly setting: Setting;
  readonly label: string;
  readonly onSetting: (setting: Setting) => void;
}

/** The plane of settings with its regions; the point follows the pointer. The sliders do the same by keyboard. */
export default function Plane({ setting, label, onSetting }: Props) {
  const [x, y] = [across(setting.stiffness), up(setting.momentum)];
  return (
    <svg
      className={`${figure.picture} ${styles.plane}`}
      viewBox={`0 0 ${plane.width} ${plane.height}`}
      role="img"
      aria-label={label}
      {...followPointer((x, y) => onSetting(settingAt(x, y)))}
    >
      <rect
        className={styles.mixed}
        x={plane.left}
        y={plane.top}
        width={plane.right - plane.left}
        height={plane.bottom - plane.top}
      />
      <polygon className={styles.oscillates} points={regions.oscillates} />
      <polygon className={styles.creeps} points={regions.creeps} />
      <polygon className={styles.alternates} points={regions.alternates} />
      <polygon className={styles.diverges} points={regions.diverges} />
      {[0, 1, 2, 3, 4].map((tick) => (
        <text key={tick} className={figure.tick} x={across(tick)} y={plane.bottom + 20}>
          {tick}
        </text>
      ))}
      <text className={figure.name} x={(plane.left + plane.right) / 2} y={plane.bottom + 40}>
        ηL
      </text>
      {[0, 0.5, 1].map((tick) => (
        <text key={tick} className={figure.tick} x={plane.left - 18} y={up(tick) + 5}>
          {tick}
        </text>
      ))}
      <text className={figure.name} x={plane.left - 18} y={up(0.75) + 5}>
        β
      </text>
      <circle className={figure.handle} cx={x} cy={y} r={8} />
    </svg>
  );
}
