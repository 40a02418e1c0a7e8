/** The labs that can be solved in their pages. */
export const desks: readonly string[] = ["02-gradient-descent", "08-adam"];
