import { GoLink } from "../ui/Go";
import { useAccountName } from "./accounts";

/** A customer by name, leading to its page. */
export function AccountName({ id, isPlain = false }: { id: string | undefined; isPlain?: boolean }) {
  const name = useAccountName(id);
  if (!id || name === null) return <span className="fact-none">—</span>;
  if (isPlain || !name) return <span>{name ?? "…"}</span>;
  return <GoLink go={{ to: `/customers/${id}` }}>{name}</GoLink>;
}
