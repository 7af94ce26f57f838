import { useState } from "react";
import { useTranslation } from "react-i18next";
import { fromMinor, toMinor } from "../../../api/money";
import { Form } from "../../../ui/Form";
import { Money } from "../../../ui/shown";
import { heldOf } from "../lines";
import type { Portion } from "../proposal";
import type { Instalment, Receipt } from "../types";
import { OwedLine } from "./OwedLine";
import { useAllocate } from "./useAllocate";

export interface AllocateFormProps {
  of: Receipt;
  owed: readonly Instalment[];
  proposed: readonly Portion[];
  /** The customer owes more than is listed. */
  isCut: boolean;
  /** Held until it is owed, instead of paying what is. */
  inAdvance?: boolean;
}

/** So much of the receipt to each instalment; what is left stays unapplied. */
export function AllocateForm({ of, owed, proposed, isCut, inAdvance = false }: AllocateFormProps) {
  const { t } = useTranslation("receipts");
  const { allocate, isPending, problem } = useAllocate(of);
  const [typed, setTyped] = useState(
    () => new Map(proposed.map(({ instalmentId, amount }) => [instalmentId, amount.amount])),
  );
  const currency = of.amount?.currencyCode ?? "";
  const portions = owed.flatMap(({ id }) => {
    const amount = { currencyCode: currency, amount: typed.get(id) || "0" };
    return toMinor(amount) > 0n ? [{ instalmentId: id, amount }] : [];
  });
  const total = fromMinor(
    portions.reduce((sum, { amount }) => sum + toMinor(amount), 0n),
    currency,
  );
  // What is held for an instalment pays that one first.
  const held = inAdvance ? new Map<string, bigint>() : heldOf(of);
  const released = portions.reduce((sum, { instalmentId }) => sum + (held.get(instalmentId) ?? 0n), 0n);
  const left = fromMinor((of.unapplied ? toMinor(of.unapplied) : 0n) + released - toMinor(total), currency);
  const isTooMuch = toMinor(left) < 0n;
  const first = proposed[0]?.instalmentId ?? owed[0]?.id;
  return (
    <Form
      submit={t(inAdvance ? "advance.do" : "allocate.do")}
      isPending={isPending}
      problem={problem}
      aside={
        <span className={isTooMuch ? "allocate-left wrong" : "allocate-left"}>
          {t(isTooMuch ? "allocate.tooMuch" : "allocate.left")}{" "}
          <Money of={isTooMuch ? fromMinor(-toMinor(left), currency) : left} />
        </span>
      }
      onSubmit={() => {
        if (portions.length > 0 && !isTooMuch) void allocate(portions, total, inAdvance);
      }}
    >
      <ul className="allocate">
        {owed.map((each) => (
          <OwedLine
            key={each.id}
            of={each}
            value={typed.get(each.id) ?? ""}
            left={left}
            isFirst={!inAdvance && each.id === first}
            inAdvance={inAdvance}
            onChange={(amount) => setTyped((before) => new Map(before).set(each.id, amount))}
          />
        ))}
      </ul>
      {isCut && <p className="receipt-note">{t("allocate.cut")}</p>}
    </Form>
  );
}
