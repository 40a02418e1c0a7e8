import process from "node:process";

/**
 * The address of the course's repository: everything that links to it or clones it takes it from here. It is the
 * value of `SITE_REPOSITORY`, or the repository where GitHub's workflow runs; a site that is built without either has no such links.
 */
export function repositoryIn({
  SITE_REPOSITORY = "",
  GITHUB_SERVER_URL = "https://github.com",
  GITHUB_REPOSITORY = "",
}: Readonly<Record<string, string | undefined>>): string | undefined {
  if (SITE_REPOSITORY !== "") return SITE_REPOSITORY.replace(/\/$/, "");
  return GITHUB_REPOSITORY !== "" ? `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}` : undefined;
}

export const repository = repositoryIn(process.env);
