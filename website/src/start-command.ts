/** The one line that gets the course and starts it; in a copy of the repository where its address is not known. */
export function startCommand(repository: string | undefined): string {
  const start = "npm install && npm start";
  return repository === undefined ? start : `git clone ${repository} downhill && cd downhill && ${start}`;
}
