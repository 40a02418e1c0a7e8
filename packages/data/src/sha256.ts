/**
 * Returns the SHA-256 of some bytes as 64 hexadecimal digits.
 *
 * @see FIPS 180-4, "Secure Hash Standard", §6.2.
 */
export async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new Uint8Array(bytes));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
