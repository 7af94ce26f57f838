import { useProcesses } from "../queries";

/** The sales process that the address names, else the company's usual one. */
export function useChosenProcess(id: string | undefined) {
  const { processes, ...query } = useProcesses();
  const process =
    processes?.find((each) => each.id === id) ?? processes?.find(({ isDefault }) => isDefault) ?? processes?.[0];
  return { ...query, process };
}
