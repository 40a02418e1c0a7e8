/**
 * A command's exit code: 0 all is well; 1 something is missing; 2 the command was invalid, or the course is broken; 3
 * the progress could not be saved.
 */
export type ExitCode = 0 | 1 | 2 | 3;
