import { api } from "../api/client";

const FIRST_WAIT = 4_000;
const LONGEST_WAIT = 60_000;

/** Asks, less and less often, until the server answers; at once when the browser has a network again. Who waits hears it by `onReach`. */
export function lookOut(): () => void {
  let wait = FIRST_WAIT;
  let timer = setTimeout(look, wait);
  function look(): void {
    wait = Math.min(LONGEST_WAIT, wait * 1.6);
    timer = setTimeout(look, wait);
    api.GET("/v1/me").catch(() => undefined);
  }
  const back = (): void => {
    clearTimeout(timer);
    wait = FIRST_WAIT;
    look();
  };
  addEventListener("online", back);
  return () => {
    clearTimeout(timer);
    removeEventListener("online", back);
  };
}
