interface Named {
  /** "08-adam" */
  readonly id: string;
}

/** The lessons that an address which does not exist may have meant: those whose number or a word of whose name it has. */
export function nearLessons<L extends Named>(lessons: readonly L[], address: string): readonly L[] {
  const asked = address.toLowerCase().split(/[^a-z0-9]+/);
  const numbers = asked.filter((part) => /^\d{1,2}$/.test(part)).map((part) => part.padStart(2, "0"));
  const words = asked.filter((part) => part.length > 2 && !["and", "lessons", "labs"].includes(part));
  return lessons.filter(({ id }) => {
    const [number = "", ...name] = id.split("-");
    return numbers.includes(number) || name.some((word) => words.includes(word));
  });
}
