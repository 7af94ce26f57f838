import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { usePeople } from "../../../ui/people";
import { Steps } from "../../../ui/Steps";
import { DateText } from "../../../ui/shown";
import type { Order } from "../types";

const LIFE = ["DRAFT", "SUBMITTED", "APPROVED", "RELEASED", "DELIVERED", "CLOSED"] as const;

/** The life of an order from the draft to its end, and who took it there. */
export function LifePanel({ of }: { of: Order }) {
  const { t } = useTranslation("orders");
  const word = useWords();
  const { zone } = useSession();
  const { nameOf } = usePeople();
  const isCancelled = of.state === "SALES_ORDER_STATE_CANCELLED";
  const days: Readonly<Record<(typeof LIFE)[number], readonly [day: string, by?: string]>> = {
    DRAFT: [""],
    SUBMITTED: [of.submitDate, of.submittedBy],
    APPROVED: [of.approveDate, of.approvedBy],
    RELEASED: [of.releaseDate, of.releasedBy],
    DELIVERED: [of.deliverDate],
    CLOSED: [of.closeDate],
  };
  const came = LIFE.findLastIndex((each, index) => index === 0 || days[each][0] !== "");
  const steps = LIFE.map((each, index) => {
    const [day, by] = days[each];
    return {
      id: each,
      name: t(`step.${each}`),
      state: index <= came ? ("done" as const) : index === came + 1 ? ("now" as const) : ("next" as const),
      note: day ? (
        <>
          <DateText of={day} zone={zone} /> {by && nameOf(by)}
        </>
      ) : undefined,
    };
  }).filter(({ state }) => !isCancelled || state === "done");
  const end = isCancelled
    ? [
        {
          id: "CANCELLED",
          name: word("SalesOrderState", of.state),
          state: "now" as const,
          note: (
            <>
              <DateText of={of.cancelDate} zone={zone} /> {of.cancelReason}
            </>
          ),
        },
      ]
    : [];
  return <Steps of={[...steps, ...end]} label={t("life")} />;
}
