import type { Request, Said } from "../box/protocol.ts";

/** How one box ended. */
export interface Closed {
  readonly code: number | null;
  readonly signal: string | null;
  /** What ran the box ended, and the box with it. */
  readonly lost?: boolean;
}

/** The result of one request to a box: its messages, and how it ended if it ended early. */
export interface Heard {
  readonly said: readonly Said[];
  readonly ended: Closed | null;
  readonly output: string;
  /** Characters of output that were left out. */
  readonly cut: number;
}

/**
 * One box with the texts that it runs: a process in the terminal, a worker in a page. It takes requests one after
 * another until one of them ends it.
 */
export interface Session {
  /** Whether the box has ever been ready for a request. */
  readonly ready: boolean;
  readonly open: boolean;
  /** Puts a translated file where the box can read it, and returns its address. */
  put(code: string): string;
  /** Puts a file that a translated file imports, under an address that no text can know. */
  putBeside(code: string): string;
  /** Asks, and waits until the box is done or ended; after `seconds` of wall-clock time it is ended. */
  ask(request: Request, seconds: number, signal?: AbortSignal): Promise<Heard>;
  end(): void;
}
