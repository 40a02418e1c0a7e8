import { useCallback, useEffect, useState } from "react";

/** What can be written into the page's address and read back; any other text reads as undefined. */
export interface Codec<T> {
  readonly write: (value: T) => string;
  readonly read: (text: string) => T | undefined;
}

/**
 * A figure's state, kept in the page's address under a name, so that a link shows the figure as it was; in its default
 * state nothing is added to the address.
 */
export function useAddress<T>(name: string, usual: T, { read, write }: Codec<T>): [T, (next: T) => void] {
  const [value, setValue] = useState(usual);
  // The page built on the server has the default state; the address is read once it runs.
  useEffect(() => {
    const text = new URL(window.location.href).searchParams.get(name);
    const found = text === null ? undefined : read(text);
    if (found !== undefined) setValue(found);
  }, [name, read]);
  const change = useCallback(
    (next: T) => {
      setValue(next);
      const address = new URL(window.location.href);
      if (write(next) === write(usual)) address.searchParams.delete(name);
      else address.searchParams.set(name, write(next));
      window.history.replaceState(window.history.state, "", address);
    },
    [name, usual, write],
  );
  return [value, change];
}
