/** Where the device keeps what the app begins from without a network: who is signed in, and what their day asks for. */
export const ME = "kept-me";
export const TODOS = "kept-todos";

/** Whoever leaves, or is known no longer, leaves nothing of that behind. */
export function forget(): void {
  localStorage.removeItem(ME);
  localStorage.removeItem(TODOS);
}
