import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import type { Bill } from "../types";
import { ActDialog } from "./ActDialog";
import { type Act, actsFor } from "./acts";

/** What this person may do with it next; the first is what it waits for. */
export function Acts({ of }: { of: Bill }) {
  const { t } = useTranslation("bills");
  const { may, me } = useSession();
  const [doing, setDoing] = useState<Act | null>(null);
  return (
    <>
      {actsFor(of, me.id, may).map((act, at) => (
        <Button key={act} kind={at === 0 ? "main" : "plain"} onPress={() => setDoing(act)}>
          {t(`act.${act}`)}
        </Button>
      ))}
      {doing && <ActDialog key={doing} of={of} act={doing} onClose={() => setDoing(null)} />}
    </>
  );
}
