import { useTranslation } from "react-i18next";
import type { components } from "../../api/generated/openapi";
import { isZero } from "../../api/money";
import { useSession } from "../../app/session";
import { useWords } from "../../i18n/words";
import { GoLink } from "../../ui/Go";
import { Icon } from "../../ui/Icon";
import { DateText, Money } from "../../ui/shown";
import { useLegalEntities } from "../legalEntities";
import "./credit.css";

type Row = components["schemas"]["receivables.ExposureRow"];
type Part = Row["parts"][number];
type Item = Part["items"][number];

/** What a customer owes and may come to owe: the formula, with what each part of it comes to and the rows behind it. */
export function Exposure({ of: row }: { of: Row }) {
  const { t } = useTranslation("credit");
  const { nameOf, all } = useLegalEntities();
  const place = row.legalEntityId ? nameOf(row.legalEntityId) : t("allEntities");
  return (
    <section className="exposure">
      <p className="exposure-sum">
        <span>{(all?.length ?? 0) > 1 || !row.legalEntityId ? t("exposureAt", { place }) : t("exposure")}</span>
        <b>{row.exposure && <Money of={row.exposure} />}</b>
      </p>
      {row.parts.map((part) => (
        <PartRow key={part.component} of={part} />
      ))}
    </section>
  );
}

function PartRow({ of: part }: { of: Part }) {
  const { t } = useTranslation("credit");
  const word = useWords();
  const amount = part.amount && <Money of={part.amount} />;
  if (!part.amount || (isZero(part.amount) && part.itemCount === 0)) {
    return (
      <p className="exposure-part is-none">
        <span>{word("ExposureComponent", part.component)}</span>
        {amount}
      </p>
    );
  }
  return (
    <details className="exposure-part">
      <summary>
        <span>
          {word("ExposureComponent", part.component)}
          <Icon name="down" size={14} />
        </span>
        {amount}
      </summary>
      <p className="exposure-about">{t(`component.${part.component}`)}</p>
      <ul>
        {part.items.map((item) => (
          <ItemRow key={item.subjectId} of={item} />
        ))}
      </ul>
      {part.itemCount > part.items.length && (
        <p className="exposure-about">{t("more", { count: part.itemCount - part.items.length })}</p>
      )}
    </details>
  );
}

function ItemRow({ of: item }: { of: Item }) {
  const { zone } = useSession();
  return (
    <li>
      <ItemName of={item} />
      <span className="exposure-day">{item.itemDate && <DateText of={item.itemDate} zone={zone} />}</span>
      {item.amount && <Money of={item.amount} />}
    </li>
  );
}

function ItemName({ of: item }: { of: Item }) {
  if (item.subjectType === "instalment")
    return <GoLink go={{ to: "/receivables", search: { instalment: item.subjectId } }}>{item.label}</GoLink>;
  if (item.subjectType === "receipt")
    return <GoLink go={{ to: "/receipts/$receiptId", params: { receiptId: item.subjectId } }}>{item.label}</GoLink>;
  if (item.subjectType === "sales_order")
    return <GoLink go={{ to: "/orders/$orderId", params: { orderId: item.subjectId } }}>{item.label}</GoLink>;
  return <GoLink go={{ to: "/receivables/credit", search: { credit: item.subjectId } }}>{item.label}</GoLink>;
}
