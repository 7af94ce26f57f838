import { useTranslation } from "react-i18next";
import { Select } from "../../../ui/choices";
import { useOptions } from "../../../ui/useOptions";
import { EditPanel } from "./EditPanel";
import { BILLS, type Settings, save } from "./settings";

/** From when on what is paid by a bill counts as collected. */
export function BillsPanel({ of: settings }: { of: Settings }) {
  const { t } = useTranslation("settings");
  const moments = useOptions("CollectedWhen");
  const tenders = useOptions("Tender");
  const others = settings.tenderPolicies.filter(({ tender }) => !BILLS.some((each) => each === tender));
  const policies = BILLS.map((tender) => {
    const policy = settings.tenderPolicies.find((each) => each.tender === tender);
    const name = tenders.find(({ id }) => id === tender)?.name ?? "";
    return { tender, name, collectedWhen: policy?.collectedWhen ?? "COLLECTED_WHEN_RECEIVED" };
  });
  return (
    <EditPanel
      title={t("books.bills.title")}
      note={t("books.bills.note")}
      facts={policies.map(({ name, collectedWhen }) => ({
        name,
        value: moments.find(({ id }) => id === collectedWhen)?.name ?? "",
      }))}
      save={(values) =>
        save(settings, {
          tenderPolicies: [
            ...others,
            ...policies.map(({ tender }) => ({
              tender,
              collectedWhen:
                values[tender] === "COLLECTED_WHEN_PAID"
                  ? ("COLLECTED_WHEN_PAID" as const)
                  : ("COLLECTED_WHEN_RECEIVED" as const),
            })),
          ],
        })
      }
    >
      {policies.map(({ tender, name, collectedWhen }) => (
        <Select key={tender} name={tender} label={name} options={moments} defaultSelectedKey={collectedWhen} />
      ))}
    </EditPanel>
  );
}
