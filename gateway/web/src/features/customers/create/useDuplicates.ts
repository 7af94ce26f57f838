import { useCallback, useRef, useState } from "react";
import { api, reply } from "../../../api/client";
import type { components } from "../../../api/generated/openapi";
import { useSession } from "../../../app/session";

export type Checked = components["schemas"]["leads.CheckDuplicatesResponse"];

export interface Asked {
  companyName: string;
  creditCode: string;
}

const SHORTEST = 2;
const keyOf = ({ companyName, creditCode }: Asked): string => `${companyName}\n${creditCode}`;

/** Whether it is known already. Checks are counted and kept, so that the same is asked for only once. */
export function useDuplicates() {
  const { may } = useSession();
  const [found, setFound] = useState<Checked>();
  const [isChecking, setChecking] = useState(false);
  const last = useRef("");
  const mayCheck = may("lead.check_duplicates");

  /** undefined where it cannot be known: without the right, or with no checks left, nobody is kept from creating. */
  const check = useCallback(
    async (asked: Asked): Promise<Checked | undefined> => {
      const key = keyOf(asked);
      if (!mayCheck || asked.companyName.length < SHORTEST) return undefined;
      if (last.current === key) return found;
      last.current = key;
      setChecking(true);
      try {
        const body = { companyName: asked.companyName, ...(asked.creditCode && { creditCode: asked.creditCode }) };
        const checked = await reply(api.POST("/v1/leads:checkDuplicates", { body }));
        setFound(checked);
        return checked;
      } catch {
        setFound(undefined);
        return undefined;
      } finally {
        setChecking(false);
      }
    },
    [mayCheck, found],
  );
  return { found, isChecking, check };
}
