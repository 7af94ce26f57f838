/** Where to go after signing in: a place of this app, whatever the address says. */
export function inside(to: string | undefined): string {
  return to && /^\/(?![/\\])/.test(to) && !to.startsWith("/signin") ? to : "/today";
}
