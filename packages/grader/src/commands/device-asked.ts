import { CourseError } from "../lab/course-error.ts";
import { nearName } from "../lab/near-name.ts";
import { errand } from "./errand.ts";

/**
 * Makes everything that runs from now on compute on a device, as the variable `DOWNHILL_DEVICE` does.
 *
 * @param asked the value of `--device`, if any.
 * @throws {CourseError} When the course has no such device.
 */
export async function computeOn(root: string, asked: string | undefined): Promise<void> {
  if (asked === undefined) return;
  const { devices } = await errand("devices", { root });
  if (devices.length === 0) {
    throw new CourseError("unsupported-option", {
      en: "This course has no choice of devices; leave out --device.",
      zh: "这门课程没有可选的设备；请去掉 --device。",
    });
  }
  if (!devices.includes(asked)) {
    const near = nearName(asked, devices);
    throw new CourseError("unknown-name", {
      en: `There is no device "${asked}".${near === undefined ? "" : ` Did you mean ${near}?`} The devices are ${devices.join(", ")}.`,
      zh: `没有叫 “${asked}” 的设备。${near === undefined ? "" : `是不是想用 ${near}？`}可用的设备有 ${devices.join("、")}。`,
    });
  }
  process.env["DOWNHILL_DEVICE"] = asked;
}
