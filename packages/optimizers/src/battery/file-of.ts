/** The file that an export has, without its ending: `momentumClassical` stands in `momentum-classical.ts`. */
export const fileOf = (name: string): string =>
  name.replaceAll(/(?<=[a-z\d])[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
