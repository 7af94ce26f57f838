import { useTranslation } from "react-i18next";
import { stakeOf, type Todo } from "../../parts/todos/todo";
import { Money } from "../../ui/shown";

/** The money that it is about, what that is, and what acting may bring: the one is never shown as the other. */
export function Stake({ of, today, gain }: { of: Todo; today: string; gain: string }) {
  const { t } = useTranslation("todos");
  const stake = stakeOf(of, today);
  if (!stake) return <div className="todo-stake" />;
  const name = stake.isLate ? t("stake.late") : t(`stake.${stake.type}`, { defaultValue: "" });
  return (
    <div className="todo-stake">
      {stake.amounts.map((amount) => (
        <Money key={amount.currencyCode} of={amount} precision="short" isLate={stake.isLate} />
      ))}
      <span>{name}</span>
      {gain && <span className="todo-gain">{gain}</span>}
    </div>
  );
}
