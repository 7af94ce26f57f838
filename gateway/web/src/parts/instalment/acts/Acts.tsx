import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/Button";
import { GoLink } from "../../../ui/Go";
import type { Act, Instalment } from "../types";
import { useAllowed } from "./allowed";

/** What may be done about an instalment; the first one is what mostly is. */
export function Acts({ of, onAct }: { of: Instalment; onAct: (act: Act) => void }) {
  const { t } = useTranslation("instalment");
  const allowed = useAllowed()(of);
  return (
    <div className="instalment-acts">
      {allowed.map((kind, at) => (
        <Button key={kind} {...(at === 0 && { kind: "main" as const })} onPress={() => onAct({ kind, of })}>
          {t(`act.${kind}`)}
        </Button>
      ))}
      <GoLink go={{ to: `/contracts/${of.contractId}` }} className="button">
        {t("act.contract")}
      </GoLink>
    </div>
  );
}
