// Without what looks alike, for it is read aloud and typed by hand.
const SIGNS = "abcdefghijkmnpqrstuvwxyz23456789";
const LENGTH = 14;

/** 70 bits, in groups that one can read out: "kd7f-2mxq-..." */
export function temporaryPassword(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(LENGTH));
  const signs = Array.from(bytes, (byte) => SIGNS[byte % SIGNS.length]).join("");
  return signs.replace(/(.{4})(?=.)/g, "$1-");
}
