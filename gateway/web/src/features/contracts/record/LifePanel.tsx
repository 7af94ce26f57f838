import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { usePeople } from "../../../ui/people";
import { Steps } from "../../../ui/Steps";
import { DateText } from "../../../ui/shown";
import { nextInLife } from "../life";
import type { Contract, ContractState } from "../types";

const LIFE = ["DRAFT", "APPROVED", "SEALED", "RETURNED", "EFFECTIVE", "FULFILLED"] as const;

/** The life of a contract from the draft to its end: what is done, since when, and whose turn it is. */
export function LifePanel({ contract }: { contract: Contract }) {
  const { t } = useTranslation("contracts");
  const word = useWords();
  const { zone } = useSession();
  const { nameOf } = usePeople();
  const next = nextInLife(contract);
  const isTerminated = contract.state === "CONTRACT_STATE_TERMINATED";
  const days: Readonly<Record<(typeof LIFE)[number], string>> = {
    DRAFT: "",
    APPROVED: contract.approveDate,
    SEALED: contract.sealDate,
    RETURNED: contract.returnDate,
    EFFECTIVE: contract.effectiveDate,
    FULFILLED: contract.fulfilDate,
  };
  const at = LIFE.findIndex((each) => `CONTRACT_STATE_${each}` === contract.state);
  // A terminated one came as far as its days say.
  const came = isTerminated ? LIFE.findLastIndex((each, index) => index === 0 || days[each] !== "") : at;
  const who = next?.roles.map((role) => word("role", role)).join(t("or")) ?? "";
  const steps = LIFE.map((each, index) => {
    const state: ContractState = `CONTRACT_STATE_${each}`;
    const isNext = !isTerminated && index === at + 1;
    const by = each === "APPROVED" ? nameOf(contract.approvedBy) : undefined;
    const note = days[each] ? (
      <>
        <DateText of={days[each]} zone={zone} /> {by}
      </>
    ) : isNext && each !== "FULFILLED" ? (
      t("life.turn", { who })
    ) : undefined;
    return {
      id: each,
      name: word("ContractState", state),
      state: index <= came ? ("done" as const) : isNext ? ("now" as const) : ("next" as const),
      note,
    };
  }).filter(({ state }) => !isTerminated || state === "done");
  const end = isTerminated
    ? [
        {
          id: "TERMINATED",
          name: word("ContractState", contract.state),
          state: "now" as const,
          note: (
            <>
              <DateText of={contract.terminateDate} zone={zone} /> {contract.terminateReason}
            </>
          ),
        },
      ]
    : [];
  return <Steps of={[...steps, ...end]} label={t("life.title")} />;
}
