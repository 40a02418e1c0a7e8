import { WgslError } from "../wgsl-error.ts";

/** Characters from Chinese input methods, and their WGSL counterparts. */
const halfWidth = new Map([
  ["；", ";"],
  ["，", ","],
  ["、", ","],
  ["。", "."],
  ["：", ":"],
  ["（", "("],
  ["）", ")"],
  ["【", "["],
  ["】", "]"],
  ["《", "<"],
  ["》", ">"],
  ["‘", "'"],
  ["’", "'"],
  ["“", '"'],
  ["”", '"'],
  ["×", "*"],
  ["÷", "/"],
  ["−", "-"],
  ["≤", "<="],
  ["≥", ">="],
  ["≠", "!="],
]);

/** The half-width counterpart: U+FF01 to U+FF5E follow the order of ASCII. */
function narrow(character: string): string | undefined {
  const code = character.codePointAt(0)!;
  if (code > 0xff00 && code < 0xff5f) return String.fromCodePoint(code - 0xfee0);
  return halfWidth.get(character);
}

const withoutPlace = new Set(['"', "'", "#", "$", "?", "`", "\\"]);

/** The error for a character that cannot occur outside comments. */
export function strange(character: string, line: number): WgslError {
  if (/\p{Zs}|\p{Cf}/u.test(character)) {
    const code = `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;
    return new WgslError(
      "invalid-character",
      {
        en: `there is an invisible character ${code} here, which WGSL does not allow; use a normal space`,
        zh: `这里有一个看不见的字符 ${code}，WGSL 不认识，请改用半角空格`,
      },
      line,
    );
  }
  const meant = narrow(character);
  if (character === "?" || meant === "?") {
    return new WgslError(
      "unknown-operator",
      {
        en: "WGSL has no ? :; write select(no, yes, condition)",
        zh: "WGSL 没有 ? : 写法，请改用 select(否, 是, 条件)",
      },
      line,
    );
  }
  if (meant === undefined || withoutPlace.has(meant)) {
    return new WgslError(
      "invalid-character",
      { en: `WGSL has no character ${character}; remove it`, zh: `WGSL 里没有字符 ${character}，请删去` },
      line,
    );
  }
  return new WgslError(
    "invalid-character",
    {
      en: `WGSL has no character ${character}; write ${meant} (half-width)`,
      zh: `WGSL 里没有字符 ${character}，请改用半角 ${meant}`,
    },
    line,
  );
}
