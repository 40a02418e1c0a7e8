/** The file of an export, without its extension: `momentumClassical` is in `momentum-classical.ts`. */
export const fileOf = (name: string): string =>
  name.replaceAll(/(?<=[a-z\d])[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
